/** What the forms of cameras say, in both languages. */
export const words = {
  en: () => import('../../../words/en/cameraform.ts'),
  fr: () => import('../../../words/fr/cameraform.ts'),
};
