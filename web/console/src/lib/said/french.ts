/** The server's sentences in French: dates, sizes and figures are written as a French reader writes them. */
import { factIn, spaced } from './facts.fr.ts';
import phrases from './phrases.fr.json';
import { translator, type Translator } from './phrasebook.ts';

const said = translator(phrases, factIn);

/** In French, with the spaces that its signs want; null where only the server has words for it. */
export const inFrench: Translator = (sentence) => {
  const found = said(sentence);
  return found === null ? null : spaced(found.replaceAll('» and «', '» et «'));
};
