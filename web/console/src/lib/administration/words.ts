/** The words of the administration, in a chunk of their own: most people never open these pages. */
const both = async <A extends object, B extends object>(
  one: Promise<{ default: A }>,
  other: Promise<{ default: B }>,
): Promise<{ default: A & B }> => ({ default: { ...(await one).default, ...(await other).default } });

export const words = {
  en: () => both(import('../words/en/administration.ts'), import('../words/en/upkeep.ts')),
  fr: () => both(import('../words/fr/administration.ts'), import('../words/fr/upkeep.ts')),
};
