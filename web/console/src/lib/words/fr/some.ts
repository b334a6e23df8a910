/** One of them, or many: French has its singular up to two. */
export const some = (n: number, one: string, many: string) => (n < 2 ? one : many);
