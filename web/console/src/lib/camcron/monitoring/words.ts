/** What monitoring says, in both languages. */
export const words = {
  en: () => import('../../words/en/monitoring.ts'),
  fr: () => import('../../words/fr/monitoring.ts'),
};
