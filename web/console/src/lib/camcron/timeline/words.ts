/** What the timeline says, in both languages. */
export const words = {
  en: () => import('../../words/en/timeline.ts'),
  fr: () => import('../../words/fr/timeline.ts'),
};
