/** What the pages of jobs say, in both languages. */
export const words = {
  en: () => import('../../words/en/jobs.ts'),
  fr: () => import('../../words/fr/jobs.ts'),
};
