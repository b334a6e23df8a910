/** Sign-in and first set-up, in French. */
import type en from '../en/signin.ts';

export default {
  signIn: 'Se connecter',
  signingIn: 'Connexion…',
  username: "Nom d'utilisateur",
  usernameOrEmail: "Nom d'utilisateur ou e-mail",
  password: 'Mot de passe',
  showPassword: 'Montrer le mot de passe',
  hidePassword: 'Cacher le mot de passe',
  wrongPassword: "Le nom d'utilisateur ou le mot de passe est faux.",
  wrongCode: "Ce n'est pas le code que le serveur a affiché à son démarrage.",
  accountDisabled: 'Ce compte est désactivé. Un administrateur peut le réactiver.',
  tooMany: (p) => `Trop d'essais. Attendez ${p.wait}, puis réessayez.`,
  tooManyUntil: (p) => `Prochain essai possible à ${p.time}.`,
  fillIn: 'Remplissez ce champ.',
  setup: 'Premier administrateur',
  setupIntro: "Ce serveur est neuf. Le code qu'il a affiché à son démarrage prouve que c'est vous qui l'avez installé.",
  setupSteps: 'Étape 1 sur 6. Puis : fuseau horaire, dossier, caméra, job, première image.',
  setupCode: 'Code à usage unique',
  setupCodeHint: 'Dans le terminal ou le journal du serveur.',
  setupPasswordHint: 'Long vaut mieux que compliqué : une courte phrase convient.',
  setupCreate: 'Créer et se connecter',
  setupCreating: 'Création…',
  setupDone: 'Ce serveur a déjà son administrateur.',
  toSignIn: 'Aller à la connexion',
} satisfies typeof en;
