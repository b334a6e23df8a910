/** How fast something flows: a network's bits a second, a disk's bytes a second. */
import type { Format } from './format.ts';

/** `4.1 Mb/s`, of bytes a second. */
export const bits = (format: Format, bytesPerSecond: number): string =>
  `${format.size(bytesPerSecond * 8).replace(/(.)?[Bo]$/u, (_, prefix: string | undefined) => unit(prefix))}/s`;

/** `7.4 MB/s`, in French `7,4 Mo/s`. */
export const bytes = (format: Format, bytesPerSecond: number): string => `${format.size(bytesPerSecond)}/s`;

/** The sign of a size without its byte: `M` of `MB` and `Mo`, and a thousand is a small k everywhere. */
const unit = (prefix: string | undefined): string => `${prefix === 'K' ? 'k' : (prefix ?? '')}b`;
