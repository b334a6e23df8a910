/** What the first steps say, in both languages. */
export const words = {
  en: () => import('../../words/en/welcome.ts'),
  fr: () => import('../../words/fr/welcome.ts'),
};
