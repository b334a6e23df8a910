/** What a browser can do with a file, by its format. */
import type { Shot } from '../../api/types.ts';

const PICTURES = new Set(['jpg', 'jpeg', 'png', 'webp', 'avif', 'gif', 'bmp']);
const VIDEOS = new Set(['mp4', 'mkv', 'webm', 'mov', 'ts', 'avi', 'flv', 'm4v']);

export type Kind = 'picture' | 'video' | 'other';

export function kindOf({ format }: { format: string }): Kind {
  const name = format.toLowerCase();
  return PICTURES.has(name) ? 'picture' : VIDEOS.has(name) ? 'video' : 'other';
}

export const contentOf = (file: Shot): string => `/api/files/${encodeURIComponent(file.id)}/content`;
export const thumbnailOf = (file: Shot): string | null =>
  kindOf(file) === 'other' ? null : `/api/files/${encodeURIComponent(file.id)}/thumbnail`;
