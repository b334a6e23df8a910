/** What the page of files says, in both languages. */
export const words = {
  en: () => import('../../words/en/explorer.ts'),
  fr: () => import('../../words/fr/explorer.ts'),
};
