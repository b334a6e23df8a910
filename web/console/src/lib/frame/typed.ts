/** What was typed into and still stands on the page: it would be lost by leaving it. What is only chosen is in addresses. */

const CHOSEN = '[type=search], [type=password], [type=checkbox], [type=radio], [type=range], [role=combobox]';
const WRITTEN = `textarea, input:not(${CHOSEN})`;
const touched = new Set<Element>();

export function noteTyped({ target }: Event): void {
  if (target instanceof Element && target.matches(WRITTEN)) touched.add(target);
}

export function isTyped(): boolean {
  for (const field of touched) if (!field.isConnected) touched.delete(field);
  return touched.size > 0;
}
