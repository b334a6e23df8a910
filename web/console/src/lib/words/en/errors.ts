/** What went wrong, in English. */
export default {
  errorTitle: 'Something went wrong',
  errorOffline: 'The server did not answer. Check that it runs and that this machine reaches it.',
  errorForbidden: 'Your role does not allow this.',
  errorGone: 'This no longer exists.',
  errorStatus: (p: { status: number }) => `The server answered with an error (${p.status}).`,
  notFound: 'There is no such page.',
  toDashboard: 'Go to the dashboard',
  /** What the server has against a field, with what it expected: its own sentence is in English already. */
  fault: (p: { message: string; expected: string | null }): string =>
    p.expected ? `${p.message} (${p.expected})` : p.message,
};
