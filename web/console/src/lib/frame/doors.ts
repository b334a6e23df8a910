/** The rooms of the house, by domain. A door is there when its page is, and somebody may go through it. */
import type { Component } from 'svelte';
import Activity from '@lucide/svelte/icons/activity';
import Camera from '@lucide/svelte/icons/video';
import ChartNoAxesGantt from '@lucide/svelte/icons/chart-no-axes-gantt';
import Clock from '@lucide/svelte/icons/clock';
import Folder from '@lucide/svelte/icons/folder';
import House from '@lucide/svelte/icons/house';
import Settings from '@lucide/svelte/icons/settings';
import Users from '@lucide/svelte/icons/users';
import type { Plain } from '../words/language.svelte.ts';
import { hasPage } from './ways.ts';

export type Door = {
  href: string;
  label: Plain;
  icon: Component<{ size?: number }>;
  /** What of the live picture is counted beside it. */
  count?: 'cameras' | 'jobs';
  /** Whether what is in trouble is counted beside it. */
  alarm?: boolean;
  /** The key that leads there, after G. */
  key: string;
  /** Among the five at the bottom of a phone. */
  phone?: boolean;
  /** What one must be allowed to go in. */
  permission?: string;
};
export type Domain = { label: Plain; doors: Door[] };

const all: Domain[] = [
  {
    label: 'camerasDomain',
    doors: [
      { href: '/', label: 'dashboard', icon: House, key: 'd', phone: true },
      { href: '/cameras', label: 'cameras', icon: Camera, count: 'cameras', key: 'c', phone: true },
      { href: '/jobs', label: 'jobs', icon: Clock, count: 'jobs', key: 'j', phone: true },
      { href: '/timeline', label: 'doorTimeline', icon: ChartNoAxesGantt, key: 't', phone: true },
      { href: '/monitoring', label: 'doorMonitoring', icon: Activity, alarm: true, key: 'm' },
      { href: '/files', label: 'files', icon: Folder, key: 'f', phone: true },
    ],
  },
  {
    label: 'administrationDomain',
    doors: [
      { href: '/users', label: 'doorUsers', icon: Users, key: 'u', permission: 'users.read' },
      { href: '/settings', label: 'doorSettings', icon: Settings, key: 's' },
    ],
  },
];

export const domains: Domain[] = all
  .map((domain) => ({ ...domain, doors: domain.doors.filter((door) => hasPage(door.href)) }))
  .filter((domain) => domain.doors.length > 0);

/** The doors that somebody may go through, by domain. */
export const openTo = (may: (permission: string) => boolean): Domain[] =>
  domains
    .map((domain) => ({ ...domain, doors: domain.doors.filter((door) => !door.permission || may(door.permission)) }))
    .filter((domain) => domain.doors.length > 0);

export const isInside = (path: string, href: string): boolean =>
  href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
