/**
 * The server's sentences in another language, by a phrasebook of what it says.
 *
 * Codes alone cannot do it: the folder, the number, who stopped it and until when stand in the sentence, and a sentence
 * that was written down with a run or a gap has nothing else. So a phrase is a sentence with places for its facts:
 * `{who}` for words, `{#n}` for a figure. A fact is said by its own shape (a date, a size) or as a phrase itself; what
 * stands in «» is a name and stays. A sentence that is not in the book is nobody's: its reader gets the server's words.
 */
export type Phrases = Readonly<Record<string, string>>;
/** A sentence in the other language, or null where the book has nothing for it. */
export type Translator = (sentence: string) => string | null;

type Phrase = { pattern: RegExp; said: string };

const PLACE = /\{#?(\w+)\}/g;
const KEPT = 1000;
/** Ends of sentences inside of a text. */
const BETWEEN = /(?<=[.!?]) (?=[\p{Lu}«])/u;

/** `factIn`: a single fact by its shape, or null. */
export function translator(phrases: Phrases, factIn: Translator): Translator {
  const same = new Map<string, string>();
  const filled: Phrase[] = [];
  for (const [words, said] of Object.entries(phrases))
    if (words.includes('{')) filled.push({ pattern: patternOf(words), said });
    else same.set(words, said);

  function phrase(sentence: string): string | null {
    const known = same.get(sentence);
    if (known !== undefined) return known;
    for (const { pattern, said } of filled) {
      const found = pattern.exec(sentence)?.groups;
      if (found) return fill(said, found);
    }
    return null;
  }

  const fill = (said: string, facts: Record<string, string>): string =>
    said.replace(PLACE, (_, name: string, place: number) => {
      const fact = facts[name] ?? '';
      if (said[place - 1] === '«') return fact;
      const begins = place === 0 || /[.!?] $/.test(said.slice(0, place));
      return factOf(fact, begins);
    });

  function factOf(fact: string, begins: boolean): string {
    const told = factIn(fact);
    if (told !== null) return told;
    if (/, (?=«)/.test(fact))
      return fact
        .split(/, (?=«)/)
        .map((each) => factOf(each, begins))
        .join(', ');
    const nested = text(fact);
    if (nested === null) return fact;
    return begins ? nested : nested.charAt(0).toLowerCase() + nested.slice(1);
  }

  /** A sentence, or several: those that are known. */
  function text(words: string): string | null {
    const whole = phrase(words);
    if (whole !== null) return whole;
    const sentences = words.split(BETWEEN);
    const said = sentences.length > 1 ? sentences.map(phrase) : [];
    return said.some((each) => each !== null) ? said.map((each, at) => each ?? sentences[at]).join(' ') : null;
  }

  return remembering(text);
}

/** A page shows the same few sentences again with each change. */
function remembering(text: Translator): Translator {
  const known = new Map<string, string | null>();
  return (sentence) => {
    const before = known.get(sentence);
    if (before !== undefined) return before;
    if (known.size >= KEPT) known.clear();
    const said = text(sentence);
    known.set(sentence, said);
    return said;
  };
}

function patternOf(words: string): RegExp {
  const literal = (part: string) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  let [pattern, at] = ['', 0];
  for (const found of words.matchAll(PLACE)) {
    const [place, name = ''] = found;
    pattern += literal(words.slice(at, found.index)) + `(?<${name}>${place.startsWith('{#') ? '[\\d.,:]+' : '.+?'})`;
    at = found.index + place.length;
  }
  return new RegExp(`^${pattern}${literal(words.slice(at))}$`, 'su');
}
