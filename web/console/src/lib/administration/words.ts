/** The words of the administration, in a chunk of their own: most people never open these pages. */
export const words = {
  en: () => import('../words/en/administration.ts'),
  fr: () => import('../words/fr/administration.ts'),
};
