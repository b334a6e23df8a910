/** What is another value now, field by field, so that a person can read it. */
export type Change = { path: string; before?: unknown; after?: unknown };

const isTree = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Two sides as the fields in which they differ; what is a tree on both sides is walked into. */
export function differences(before: unknown, after: unknown, above = ''): Change[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const trees = isTree(before) || isTree(after);
  if (!trees || (above && (!isTree(before ?? {}) || !isTree(after ?? {})))) return [{ path: above, before, after }];
  const [one, other] = [isTree(before) ? before : {}, isTree(after) ? after : {}];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys.flatMap((key) => differences(one[key], other[key], above ? `${above}.${key}` : key));
}

/** A value in one line; nothing for what is not there. */
export function inLine(value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
}
