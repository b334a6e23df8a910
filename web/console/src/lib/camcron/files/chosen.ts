/** Which rows are chosen: one by one, or from the last one to this one. */
export type Chosen = ReadonlySet<string>;

export const NONE: Chosen = new Set();
export const of = (ids: readonly string[]): Chosen => new Set(ids);

/** The chosen ones after a click: with shift all between the last one and this one are as this one becomes. */
export function clicked(
  chosen: Chosen,
  ids: readonly string[],
  id: string,
  last: string | null,
  shift: boolean,
): Chosen {
  const on = !chosen.has(id);
  const [from, to] = [last === null ? -1 : ids.indexOf(last), ids.indexOf(id)];
  const meant = shift && from >= 0 && to >= 0 ? ids.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
  return on ? new Set([...chosen, ...meant]) : new Set([...chosen].filter((each) => !meant.includes(each)));
}
