/** What a look at a stream showed, in one line. */
import type { StreamTest } from '../../../api/types.ts';
import { language, t } from '../../../words/language.svelte.ts';

/** `H264 · 1920 × 1080 · 25 pictures/s · sound AAC` */
export const factsOf = (stream: StreamTest): string =>
  [
    stream.codec?.toUpperCase(),
    stream.width && stream.height ? `${stream.width} × ${stream.height}` : '',
    stream.fps ? t('perSecond', { fps: language.format.tenths(stream.fps) }) : '',
    stream.audioCodec ? t('withSound', { codec: stream.audioCodec.toUpperCase() }) : t('noSound'),
  ]
    .filter(Boolean)
    .join(' · ');
