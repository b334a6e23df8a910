/**
 * Many files as one archive, saved by the browser while it comes.
 *
 * A browser that lets pages write a file writes it as it comes; another one gathers it first. Where each of them says how
 * far it is.
 */
import { api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';

/** From here on an archive is written to the disk as it comes, where the browser can. */
const LARGE = 200_000_000;
type Sink = {
  write: (part: Uint8Array<ArrayBuffer>) => Promise<void>;
  close: () => Promise<void>;
  abort: () => Promise<void>;
};
type Picker = (options: { suggestedName: string }) => Promise<{ createWritable: () => Promise<Sink> }>;

export async function saveZip(
  ids: string[],
  name: string,
  bytes: number,
  told: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const pick = (window as { showSaveFilePicker?: Picker }).showSaveFilePicker;
  // It has to be asked for before anything else: a browser allows it for a moment after a click only.
  const sink = pick && bytes >= LARGE ? await (await pick({ suggestedName: `${name}.zip` })).createWritable() : null;
  try {
    const { data, error, response } = await api.POST('/api/files/zip', {
      body: { ids, name },
      parseAs: 'stream',
      signal,
    });
    if (!response.ok || !data) throw new Problem(response.status, error);
    const length = Number(response.headers.get('Content-Length')) || bytes;
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let came = 0;
    const reader = (data as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (sink) await sink.write(part.value);
      else parts.push(part.value);
      came += part.value.byteLength;
      told(came / length);
    }
    if (sink) await sink.close();
    else save(new Blob(parts, { type: 'application/zip' }), `${name}.zip`);
  } catch (cause) {
    await sink?.abort();
    throw cause;
  }
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
