/** What went wrong, in French. */
import type en from '../en/errors.ts';
import { faultInFrench } from '../faults.fr.svelte.ts';

export default {
  errorTitle: "Quelque chose n'a pas marché",
  errorOffline: "Le serveur n'a pas répondu. Vérifiez qu'il tourne et que cette machine le joint.",
  errorForbidden: 'Votre rôle ne le permet pas.',
  errorGone: "Cela n'existe plus.",
  errorStatus: (p) => `Le serveur a répondu par une erreur (${p.status}).`,
  notFound: "Cette page n'existe pas.",
  toDashboard: 'Aller au tableau de bord',
  fault: (p) => faultInFrench(p.message, p.expected),
} satisfies typeof en;
