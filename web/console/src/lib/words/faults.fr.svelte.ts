/** What the server has against a field, in French; the book is fetched when the first fault is to be told. */
type Book = typeof import('./faults-book.fr.ts');

let book = $state.raw<Book | null>(null);
let asked: Promise<unknown> | undefined;

/** In the server's words until the book is there: a moment later it is said again. */
export function faultInFrench(message: string, expected: string | null): string {
  asked ??= import('./faults-book.fr.ts').then(
    (found) => (book = found),
    () => (asked = undefined), // cut off from the server: the next fault asks again
  );
  if (book) return book.faultInFrench(message, expected);
  return expected ? `${message} (${expected})` : message;
}
