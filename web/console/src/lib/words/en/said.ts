/** What the server says: its own sentences are in English already. */
export default {
  said: (p: { sentence: string }): string => p.sentence,
};
