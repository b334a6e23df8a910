/** The four things that are measured of a process, with their names, units and colours, and the spans they are asked for. */
import type { Line } from '../../parts/chart.ts';
import type { Format } from '../../words/format.ts';
import { t } from '../../words/language.svelte.ts';
import type { Series } from './types.ts';

export type Measure = 'cpu' | 'memory' | 'bandwidth' | 'disk';
export type Span = '1h' | '24h' | '30d';

export const MEASURES: readonly Measure[] = ['cpu', 'memory', 'bandwidth', 'disk'];
/** How long each span is, how far apart its values are, and after how long its figures are asked for again. */
export const SPANS: Record<Span, { length: number; step: 10 | 300; again: number }> = {
  '1h': { length: 3_600_000, step: 10, again: 10_000 },
  '24h': { length: 86_400_000, step: 300, again: 60_000 },
  '30d': { length: 30 * 86_400_000, step: 300, again: 300_000 },
};
const COLOURS: Record<Measure, Line['colour']> = { cpu: 1, memory: 3, bandwidth: 2, disk: 4 };

export const nameOf = (measure: Measure): string =>
  ({ cpu: t('cpu'), memory: t('memory'), bandwidth: t('network'), disk: t('writing') })[measure];

export function sayer(measure: Measure, format: Format): (value: number) => string {
  if (measure === 'cpu') return (value) => format.percent(value);
  if (measure === 'memory') return (value) => format.size(value);
  return measure === 'bandwidth'
    ? (value) => format.bits(value * 8)
    : (value) => t('perSecondOf', { size: format.size(value) });
}

export const lineOf = (measure: Measure, series: Series): Line => ({
  id: measure,
  name: nameOf(measure),
  colour: COLOURS[measure],
  values: series.values[measure] ?? [],
});
