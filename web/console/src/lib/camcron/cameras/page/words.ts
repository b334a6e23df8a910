/** What a camera's page says, in both languages. */
export const words = {
  en: () => import('../../../words/en/camera.ts'),
  fr: () => import('../../../words/fr/camera.ts'),
};
