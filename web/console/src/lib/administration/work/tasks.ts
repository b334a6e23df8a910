/** How tasks are shown: the shape and the word of each state, and which of them belong together. */
import type { components } from '#shared/api.d.ts';

export type Task = components['schemas']['TaskAnswer'];
export type TaskState = Task['state'];

export const MARKS = {
  waiting: 'waiting',
  queued: 'waiting',
  running: 'running',
  done: 'idle',
  failed: 'failed',
  cancelled: 'disabled',
} as const satisfies Record<TaskState, string>;

export const WORDS = {
  waiting: 'taskWaiting',
  queued: 'taskQueued',
  running: 'taskRunning',
  done: 'taskDone',
  failed: 'taskFailed',
  cancelled: 'taskCancelled',
} as const satisfies Record<TaskState, string>;

const ACTIVE: readonly TaskState[] = ['waiting', 'queued', 'running'];
export const isActive = (task: Pick<Task, 'state'>): boolean => ACTIVE.includes(task.state);

type Shown = {
  id: 'all' | 'active' | 'failed' | 'done';
  label: 'tasksAll' | 'tasksActive' | 'tasksFailed' | 'tasksDone';
  states: readonly TaskState[];
};
export const SHOWN: readonly [Shown, ...Shown[]] = [
  { id: 'all', label: 'tasksAll', states: [] },
  { id: 'active', label: 'tasksActive', states: ACTIVE },
  { id: 'failed', label: 'tasksFailed', states: ['failed', 'cancelled'] },
  { id: 'done', label: 'tasksDone', states: ['done'] },
];
