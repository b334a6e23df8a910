/** What every part says, in English. */
export default {
  product: 'Régie',
  skip: 'Skip to content',
  close: 'Close',
  retry: 'Try again',
  cancel: 'Cancel',
  undo: 'Undo',
  save: 'Save',
  leaveUnsaved: 'Leave without saving?',
  leaveDo: 'Leave without saving',
  change: 'Change',
  delete: 'Delete',
  more: 'More',
  search: 'Search',
  loading: 'Loading…',
};
