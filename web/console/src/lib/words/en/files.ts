/** Recorded files, in English. */
import { some } from './some.ts';

export default {
  files: 'Files',
  openFiles: (p: { name: string }) => `Latest files of ${p.name}`,
  latest: 'Latest',
  noFile: 'no file yet',
  noFiles: 'No file yet. The first one appears when it is closed.',
  noPicture: 'No picture yet',
  openFile: 'Open',
  openFileAt: (p: { time: string }) => `Open the file of ${p.time}`,
  download: 'Download',
  fileAt: (p: { time: string }) => `File of ${p.time}`,
  cannotPlay: 'The browser cannot show this format. Download it to open it elsewhere.',
  picture: (p: { name: string }) => `Latest picture of ${p.name}`,
  filesDeleteTitle: 'Delete files',
  filesDeleteGo: (p: { n: string; count: number }) => `Delete ${p.n} ${some(p.count, 'file', 'files')}`,
  filesDeleted: (p: { n: string; count: number }) => `${p.n} ${some(p.count, 'file', 'files')} deleted`,
  filesLoss: (p: { n: string; count: number; size: string; from: string; to: string }) =>
    `${p.n} ${some(p.count, 'file', 'files')}, ${p.size}, from ${p.from} to ${p.to}: deleted for good, from the disk too.`,
  filesProtectedStay: (p: { n: string; count: number }) =>
    `${p.n} protected ${some(p.count, 'file stays', 'files stay')}.`,
  filesNoneChosen: 'Choose whose files.',
  stageRemux: 'The server is putting the film into a container that browsers play…',
  stageTranscode: 'The server is encoding the film for this browser…',
  viewerFrom: (p: { time: string }) => `From ${p.time} on`,
};
