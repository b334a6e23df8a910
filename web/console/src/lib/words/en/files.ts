/** Recorded files, in English. */
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
};
