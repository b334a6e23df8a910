/** What every part says, in French. */
import type en from '../en/common.ts';

export default {
  product: 'Régie',
  skip: 'Aller au contenu',
  close: 'Fermer',
  retry: 'Réessayer',
  loading: 'Chargement…',
} satisfies typeof en;
