/** The pages of the administration below /settings: their order, and who may open each. */
import Bell from '@lucide/svelte/icons/bell';
import ClipboardList from '@lucide/svelte/icons/clipboard-list';
import FileDown from '@lucide/svelte/icons/arrow-left-right';
import HardDrive from '@lucide/svelte/icons/hard-drive';
import Info from '@lucide/svelte/icons/info';
import ListChecks from '@lucide/svelte/icons/list-checks';
import LockKeyhole from '@lucide/svelte/icons/lock-keyhole';
import Network from '@lucide/svelte/icons/network';
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal';
import Copy from '@lucide/svelte/icons/copy';
import Video from '@lucide/svelte/icons/video';
import type { Component } from 'svelte';

export const SECTIONS = [
  { id: 'general', label: 'sectionGeneral', icon: SlidersHorizontal, right: 'config.read' },
  { id: 'recording', label: 'sectionRecording', icon: Video, right: 'config.read' },
  { id: 'storage', label: 'sectionStorage', icon: HardDrive, right: 'config.read' },
  { id: 'network', label: 'sectionNetwork', icon: Network, right: 'config.read' },
  { id: 'security', label: 'sectionSecurity', icon: LockKeyhole, right: 'config.read' },
  { id: 'notifications', label: 'sectionNotifications', icon: Bell, right: 'notifications.write' },
  { id: 'templates', label: 'sectionTemplates', icon: Copy, right: 'jobs.read' },
  { id: 'exchange', label: 'sectionExchange', icon: FileDown, right: 'config.export' },
  { id: 'tasks', label: 'sectionTasks', icon: ListChecks, right: 'tasks.read' },
  { id: 'audit', label: 'sectionAudit', icon: ClipboardList, right: 'audit.read' },
  { id: 'about', label: 'sectionAbout', icon: Info, right: 'config.read' },
] as const satisfies { id: string; label: string; icon: Component<{ size?: number }>; right: string }[];

export type SectionId = (typeof SECTIONS)[number]['id'];
