/** What every part says, in English. */
export default {
  product: 'Régie',
  skip: 'Skip to content',
  close: 'Close',
  retry: 'Try again',
  loading: 'Loading…',
};
