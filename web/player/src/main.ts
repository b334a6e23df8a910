// What a display shows while it has nothing to show: the product's name and why nothing plays.
import './player.css';

const words = {
  en: 'No screen yet. Nothing has been assigned to this display.',
  fr: "Pas encore d'écran. Rien n'a été attribué à cet affichage.",
};
const language = navigator.language.startsWith('fr') ? 'fr' : 'en';

const name = document.createElement('h1');
name.textContent = 'Régie';
const reason = document.createElement('p');
reason.textContent = words[language];
document.documentElement.lang = language;
document.querySelector('#screen')?.append(name, reason);
