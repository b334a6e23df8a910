/** What somebody can do about a trouble: the page that mends it, or a deed at hand. */
import type { Trouble } from './troubles.ts';

export type Mend =
  | { kind: 'camera' | 'job' | 'log' | 'settings'; id: string; word: 'mendFix' | 'mendDetails' | 'mendLog' }
  | { kind: 'test' | 'start'; id: string; word: 'test' | 'start' };

/** Reasons that lie with the camera: its address, its password, its network, its connections. */
const OF_CAMERA = new Set([
  'unauthorized', 'notFound', 'busy', 'transport', 'serverError', 'refused', 'unreachable', 'dns', 'timeout', 'closed',
  'tls', 'garbage', 'noVideo', 'cameraOffline', 'cameraDisabled', 'connections',
]); // prettier-ignore

type May = (permission: string) => boolean;

export function mendOf(trouble: Trouble, may: May): Mend | null {
  if (trouble.kind === 'warning') return may('config.write') ? { kind: 'settings', id: '', word: 'mendFix' } : null;
  if (trouble.kind === 'camera') {
    const { id } = trouble.camera;
    if (trouble.camera.reasonCode === 'unauthorized' && may('cameras.write'))
      return { kind: 'camera', id, word: 'mendFix' };
    return may('cameras.test') ? { kind: 'test', id, word: 'test' } : { kind: 'camera', id, word: 'mendDetails' };
  }
  const { job } = trouble;
  if (trouble.kind === 'stopped') return may('jobs.run') ? { kind: 'start', id: job.id, word: 'start' } : null;
  if (OF_CAMERA.has(job.reasonCode ?? '')) {
    const word = may('cameras.write') && job.state !== 'waiting' ? 'mendFix' : 'mendDetails';
    return { kind: 'camera', id: job.cameraId, word };
  }
  if (job.state === 'retrying' || job.state === 'stalled') return { kind: 'log', id: job.id, word: 'mendLog' };
  return { kind: 'job', id: job.id, word: job.state === 'waiting' || !may('jobs.write') ? 'mendDetails' : 'mendFix' };
}
