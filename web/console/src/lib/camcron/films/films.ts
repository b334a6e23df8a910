/** Films of a job over the wire: what one would come to, begun, followed, ended. */
import type { components } from '#shared/api.d.ts';
import { api, ask } from '../../api/client.ts';
import type { Span } from './span.ts';

type Schemas = components['schemas'];
export type Film = Schemas['FilmAnswer'];
export type Preview = Schemas['FilmPreview'];
export type Container = NonNullable<Schemas['FilmAsked']['format']>;

const iso = (at: number) => new Date(at).toISOString();
const SHOWN = 8;

export const previewOf = (job: string, { from, to }: Span): Promise<Preview> =>
  ask(
    api.GET('/api/jobs/{job_id}/timelapse/preview', {
      params: { path: { job_id: job }, query: { from: iso(from), to: iso(to) } },
    }),
  );

export const filmsOf = (job: string): Promise<Film[]> =>
  ask(api.GET('/api/jobs/{job_id}/timelapse', { params: { path: { job_id: job }, query: { limit: SHOWN } } }));

export const make = (
  job: string,
  { from, to }: Span,
  wanted: { frameRate: number; format: Container; skipNight: boolean },
): Promise<Film> =>
  ask(
    api.POST('/api/jobs/{job_id}/timelapse', {
      params: { path: { job_id: job } },
      body: { from: iso(from), to: iso(to), ...wanted },
    }),
  );

export const cancel = (film: Film) =>
  ask(api.POST('/api/tasks/{task_id}/cancel', { params: { path: { task_id: film.taskId } } }));

export const isOpen = ({ state }: Film): boolean => state === 'waiting' || state === 'running';
