/** The rooms of the house, by domain: each new page is one line here. */
import type { Component } from 'svelte';
import Camera from '@lucide/svelte/icons/video';
import House from '@lucide/svelte/icons/house';

export type Door = {
  href: string;
  label: 'dashboard' | 'cameras';
  icon: Component<{ size?: number }>;
  count?: 'cameras' | 'jobs';
};
export type Domain = { label: 'camerasDomain'; doors: Door[] };

export const domains: Domain[] = [
  {
    label: 'camerasDomain',
    doors: [
      { href: '/', label: 'dashboard', icon: House },
      { href: '/cameras', label: 'cameras', icon: Camera, count: 'cameras' },
    ],
  },
];

export const isInside = (path: string, href: string): boolean =>
  href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
