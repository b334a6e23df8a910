/** What the groups of settings are called; a group of a later version keeps its own name. */
import { t } from '#lib/words/language.svelte.ts';

const NAMES = {
  timezone: 'groupTimezone',
  logging: 'groupLogging',
  tasks: 'groupTasks',
  recorder: 'groupRecorder',
  cameras: 'groupCameras',
  limits: 'groupLimits',
  ffmpeg: 'groupFfmpeg',
  commands: 'groupCommands',
  processes: 'groupProcesses',
  storage: 'groupStorage',
  files: 'groupFiles',
  database: 'groupDatabase',
  server: 'groupServer',
  rates: 'groupRates',
  auth: 'groupAuth',
  notifications: 'groupNotifications',
} as const;

export const groupName = (group: string): string => (group in NAMES ? t(NAMES[group as keyof typeof NAMES]) : group);
