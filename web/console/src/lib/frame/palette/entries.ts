/** Everything that the palette can find: pages, cameras, jobs, days of files, and deeds. */
import CalendarDays from '@lucide/svelte/icons/calendar-days';
import CircleUser from '@lucide/svelte/icons/circle-user';
import Clock from '@lucide/svelte/icons/clock';
import Keyboard from '@lucide/svelte/icons/keyboard';
import Languages from '@lucide/svelte/icons/languages';
import Moon from '@lucide/svelte/icons/moon';
import Play from '@lucide/svelte/icons/play';
import Plug from '@lucide/svelte/icons/plug-zap';
import Search from '@lucide/svelte/icons/search';
import Square from '@lucide/svelte/icons/square';
import Sun from '@lucide/svelte/icons/sun';
import Video from '@lucide/svelte/icons/video';
import { may } from '../../api/session.svelte.ts';
import type { Camera, Job } from '../../api/types.ts';
import { cameraStateName, stateName } from '../../camcron/names.ts';
import { inOrder, isActive, isStartable } from '../../camcron/jobs/states.ts';
import { start, stop } from '../../camcron/jobs/steer.ts';
import { theme } from '../../parts/theme.svelte.ts';
import { formatIn, ownZone } from '../../words/format.ts';
import { language, t } from '../../words/language.svelte.ts';
import { openTo } from '../doors.ts';
import { frame } from '../frame.svelte.ts';
import { hasPage, ways } from '../ways.ts';
import { instantOf, momentIn } from './days.ts';
import { search, type Entry } from './search.ts';

const CAMERAS_OFFERED = 5;

export const pages = (): Entry[] => [
  ...openTo(may).flatMap((domain) =>
    domain.doors.map((door) => ({
      id: `page ${door.href}`,
      kind: 'page' as const,
      name: t(door.label),
      detail: t(domain.label),
      icon: door.icon,
      href: door.href,
    })),
  ),
  ...(hasPage('/account')
    ? [{ id: 'page /account', kind: 'page' as const, name: t('account'), icon: CircleUser, href: '/account' }]
    : []),
];

export const cameras = (all: Iterable<Camera>): Entry[] =>
  [...all].map((camera) => ({
    id: `camera ${camera.id}`,
    kind: 'camera',
    name: camera.name,
    detail: [cameraStateName(camera.state), camera.location].filter(Boolean).join(' · '),
    icon: Video,
    href: ways.camera(camera.id),
  }));

export const jobs = (all: Iterable<Job>): Entry[] =>
  inOrder(all, language.current).map((job) => ({
    id: `job ${job.id}`,
    kind: 'job',
    name: job.name,
    detail: `${job.cameraName} · ${stateName(job)}`,
    icon: Clock,
    href: ways.job(job.id),
  }));

/** What can be done: `test` opens the test of a camera. */
export function deeds(known: { jobs: Iterable<Job>; cameras: Iterable<Camera> }, test: (id: string) => void): Entry[] {
  const deed = (id: string, name: string, icon: Entry['icon'], run: () => void, detail?: string): Entry => ({
    id: `deed ${id}`,
    kind: 'deed',
    name,
    icon,
    run,
    detail,
  });
  const other = language.current === 'fr' ? 'en' : 'fr';
  const dark = theme.shown === 'dark';
  return [
    deed('theme', dark ? t('toLight') : t('toDark'), dark ? Sun : Moon, () => theme.choose(dark ? 'light' : 'dark')),
    deed('system', t('toSystem'), Sun, () => theme.choose('system')),
    deed('language', other === 'en' ? t('toEnglish') : t('toFrench'), Languages, () => void language.choose(other)),
    deed('keys', t('keysHelp'), Keyboard, () => frame.open('help')),
    ...(may('jobs.run') ? inOrder(known.jobs, language.current) : []).flatMap((job) =>
      isStartable(job.state)
        ? deed(`start ${job.id}`, t('startJob', { name: job.name }), Play, () => void start(job), job.cameraName)
        : isActive(job.state)
          ? deed(`stop ${job.id}`, t('stopJob', { name: job.name }), Square, () => void stop(job), job.cameraName)
          : [],
    ),
    ...(may('cameras.test') ? [...known.cameras] : []).map((camera) =>
      deed(`test ${camera.id}`, t('testCamera', { name: camera.name }), Plug, () => test(camera.id)),
    ),
  ];
}

/** The day that was typed: its files, and each camera whose name was typed at that instant. */
export function moments(query: string, all: readonly { camera: Camera; zone: string }[], now: number): Entry[] {
  const found = momentIn(query, new Intl.DateTimeFormat('en-CA').format(now));
  const entries: Entry[] = [];
  if (found) {
    const { day, time, rest } = found;
    const named = search(
      all.map(({ camera }) => ({ id: camera.id, kind: 'camera', name: camera.name }) as const),
      rest,
      CAMERAS_OFFERED,
    ).flatMap(({ id }) => all.find(({ camera }) => camera.id === id) ?? []);
    for (const { camera, zone } of rest || time ? named : []) {
      const at = instantOf(day, time ?? '00:00', zone);
      const format = formatIn(language.current, zone);
      const date = format.day(at);
      const elsewhere = zone === ownZone() ? '' : ` (${zone})`;
      if (time)
        entries.push({
          id: `at ${camera.id}`,
          kind: 'moment',
          name: t('cameraAt', { name: camera.name, time: `${date} ${format.time(at)}${elsewhere}` }),
          icon: Clock,
          href: ways.timeline(camera.id, at),
        });
      else if (hasPage('/files'))
        entries.push({
          id: `files ${camera.id}`,
          kind: 'moment',
          name: t('filesOfCamera', { name: camera.name, time: date }),
          icon: CalendarDays,
          href: ways.files({ day, cameraId: camera.id }),
        });
    }
    if (!rest && hasPage('/files'))
      entries.push({
        id: 'files',
        kind: 'moment',
        name: t('filesOf', { time: formatIn(language.current, 'UTC').day(`${day}T12:00:00Z`) }),
        icon: CalendarDays,
        href: ways.files({ day }),
      });
  }
  const words = query.trim();
  if (!found && words.length > 1 && hasPage('/files'))
    entries.push({
      id: 'files called',
      kind: 'moment',
      name: t('filesCalled', { name: words }),
      icon: Search,
      href: ways.files({ q: words }),
    });
  return entries;
}
