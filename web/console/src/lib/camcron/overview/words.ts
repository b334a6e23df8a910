/** What can be done about what is wrong, in both languages. */
export const words = {
  en: () => import('../../words/en/advice.ts'),
  fr: () => import('../../words/fr/advice.ts'),
};
