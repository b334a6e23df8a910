/** What is said of films of pictures, in both languages. */
export const words = {
  en: () => import('../../words/en/films.ts'),
  fr: () => import('../../words/fr/films.ts'),
};
