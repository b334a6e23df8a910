/** What every part says, in French. */
import type en from '../en/common.ts';

export default {
  product: 'Régie',
  skip: 'Aller au contenu',
  close: 'Fermer',
  retry: 'Réessayer',
  cancel: 'Annuler',
  undo: 'Défaire',
  save: 'Enregistrer',
  leaveUnsaved: 'Partir sans enregistrer ?',
  leaveDo: 'Partir sans enregistrer',
  change: 'Modifier',
  delete: 'Supprimer',
  more: 'Plus',
  search: 'Chercher',
  loading: 'Chargement…',
} satisfies typeof en;
