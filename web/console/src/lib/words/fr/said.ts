/** What the server says, in French; what is not in the phrasebook in its own words. */
import type en from '../en/said.ts';
import { inFrench } from '../../said/french.ts';

export default {
  said: (p) => inFrench(p.sentence) ?? p.sentence,
} satisfies typeof en;
