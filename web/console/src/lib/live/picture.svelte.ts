/**
 * What the server last said of everything, kept up to date by its messages.
 *
 * A snapshot replaces all of it, so that a page which was cut off catches up whatever it missed; each change after it
 * replaces one thing. Nothing is guessed: the server always sends whole things.
 */
import { SvelteMap } from 'svelte/reactivity';
import type { Camera, Job, Message, Recording, Status } from '../api/types.ts';

const FILES_KEPT = 12;

export class Picture {
  readonly jobs = new SvelteMap<string, Job>();
  readonly cameras = new SvelteMap<string, Camera>();
  status = $state.raw<Status | null>(null);
  files = $state.raw<Recording[]>([]);
  /** False until the first snapshot: pages show their outline meanwhile. */
  known = $state(false);

  apply(message: Message): void {
    switch (message.type) {
      case 'snapshot':
        this.status = message.status;
        replace(this.jobs, message.jobs);
        replace(this.cameras, message.cameras);
        this.known = true;
        break;
      case 'status':
        this.status = message.status;
        break;
      case 'job':
        this.jobs.set(message.job.id, message.job);
        break;
      case 'jobDeleted':
        this.jobs.delete(message.id);
        break;
      case 'camera':
        this.cameras.set(message.camera.id, message.camera);
        break;
      case 'cameraDeleted':
        this.cameras.delete(message.id);
        break;
      case 'file':
        this.add([message.file]);
        this.#latest(message.file);
        break;
    }
  }

  /** The newest file of a job is told with the job; a file that comes before that message stands for it. */
  #latest(file: Recording): void {
    const job = this.jobs.get(file.jobId);
    if (!job || (job.latestFile && job.latestFile.startedAt >= file.startedAt)) return;
    this.jobs.set(job.id, { ...job, latestFile: file });
  }

  /** Puts files among the latest, newest first, each once. */
  add(files: Recording[]): void {
    const others = this.files.filter((known) => !files.some((file) => file.id === known.id));
    this.files = [...others, ...files].sort((a, b) => b.startedAt.localeCompare(a.startedAt)).slice(0, FILES_KEPT);
  }

  clear(): void {
    this.jobs.clear();
    this.cameras.clear();
    this.status = null;
    this.files = [];
    this.known = false;
  }
}

function replace<T extends { id: string }>(map: SvelteMap<string, T>, items: T[]) {
  const here = new Set(items.map((item) => item.id));
  for (const id of map.keys()) if (!here.has(id)) map.delete(id);
  for (const item of items) map.set(item.id, item);
}
