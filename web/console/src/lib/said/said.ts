/** What the server said, in the reader's language: of states, gaps, events, warnings, exports, tasks. */
import { t } from '../words/language.svelte.ts';

export const said = (sentence: string): string => t('said', { sentence });
