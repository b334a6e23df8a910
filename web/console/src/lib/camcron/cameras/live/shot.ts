/** What the screen shows of a camera, as a file; and the screen, as large as it gets. */

/** `quay-1_2026-03-02_14-03-27.jpg`: by the clock of whoever saves it. */
export function shotName(cameraId: string, at: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${cameraId}_${day}_${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('-')}.jpg`;
}

export async function saveShot(shown: HTMLVideoElement | HTMLImageElement, cameraId: string): Promise<void> {
  const isFilm = shown instanceof HTMLVideoElement;
  const canvas = document.createElement('canvas');
  canvas.width = isFilm ? shown.videoWidth : shown.naturalWidth;
  canvas.height = isFilm ? shown.videoHeight : shown.naturalHeight;
  canvas.getContext('2d')?.drawImage(shown, 0, 0);
  const picture = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.92));
  if (!picture) throw new Error('JPEG');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(picture);
  link.download = shotName(cameraId, new Date());
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

type OldPhone = HTMLVideoElement & { webkitEnterFullscreen?: () => void };

/** The whole stage; a telephone that knows only films shows the film. */
export function fullScreen(stage: HTMLElement | undefined, video: HTMLVideoElement | undefined): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else if (stage?.requestFullscreen) void stage.requestFullscreen();
  else (video as OldPhone | undefined)?.webkitEnterFullscreen?.();
}
