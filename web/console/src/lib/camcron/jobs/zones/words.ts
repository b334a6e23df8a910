/** What is said of zones and scores, in both languages: the pages that write a job say it. */
export const words = {
  en: () => import('../../../words/en/zones.ts'),
  fr: () => import('../../../words/fr/zones.ts'),
};
