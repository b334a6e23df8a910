/** What the server says, in the reader's language. */
export const words = {
  en: () => import('../words/en/said.ts'),
  fr: () => import('../words/fr/said.ts'),
};
