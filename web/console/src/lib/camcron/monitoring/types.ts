/** Short names for what the server tells of runs, lines and figures. */
import type { components } from '#shared/api.d.ts';

type Schemas = components['schemas'];
export type LogLine = Schemas['LogLine'];
export type Run = Schemas['RunAnswer'];
export type RunStatus = Run['status'];
export type JobNow = Schemas['JobNow'];
export type Now = Schemas['NowAnswer'];
export type Series = Schemas['SeriesAnswer'];
export type Errors = Schemas['ErrorsAnswer'];
export type JobMetrics = Schemas['JobMetricsAnswer'];
export type Coverage = Schemas['CoverageAnswer'];
export type Day = Schemas['DayAnswer'];
