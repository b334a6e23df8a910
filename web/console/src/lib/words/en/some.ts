/** One of them, or many. */
export const some = (n: number, one: string, many: string) => (n === 1 ? one : many);
