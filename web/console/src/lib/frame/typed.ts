/** What was typed into and still stands on the page: it would be lost by leaving it. */

const KEPT_ELSEWHERE = '[type=search], [type=password], [role=combobox], [data-filter]';
const touched = new Set<Element>();

export function noteTyped({ target }: Event): void {
  if (target instanceof Element && !target.matches(KEPT_ELSEWHERE)) touched.add(target);
}

export function isTyped(): boolean {
  for (const field of touched) if (!field.isConnected) touched.delete(field);
  return touched.size > 0;
}
