/** What to do about it, in English: by the code of a reason. */
const ADVICE: Readonly<Record<string, string>> = {
  unauthorized: 'Set the user name and password of the camera anew, then test it.',
  notFound: 'Check the path of the stream in the camera’s address: its maker may have changed it with an update.',
  busy: 'Close other viewers of the camera, or raise its cap of connections; the relay lets several jobs share one.',
  transport: 'Change the transport of the stream between TCP and UDP.',
  serverError: 'Restart the camera; if it goes on, look for an update of its firmware.',
  refused: 'Check the port of the address, and that the camera’s RTSP service is on.',
  unreachable: 'Check the camera’s power and cable, and that this server is in a network that reaches it.',
  dns: 'Check the spelling of the host’s name, or use the camera’s IP address.',
  timeout: 'Check the camera’s power and network; test it from its page.',
  closed: 'Look whether the camera restarts, or serves too many viewers.',
  tls: 'Check the camera’s certificate and clock, or use its address without TLS.',
  garbage: 'Test the camera: another stream of it may be readable.',
  noVideo: 'Choose another stream: this one has no picture.',
  diskFull: 'Make room: shorten the retention, or move the recordings to a larger disk.',
  readOnly: 'Mount the disk so that it can be written, and look whether it reports errors.',
  outputFolder: 'Mount the disk, or give the server’s user the right to write there.',
  diskError: 'Save what is on the disk and replace it soon.',
  codecContainer: 'Choose another format of file: MKV takes every codec.',
  unknownOption: 'Look at the options of the job’s process: one of them is misspelt.',
  unknownCodec: 'Install an ffmpeg with this codec, or choose “copy”.',
  unknownFormat: 'Choose another format of file.',
  protocol: 'Use an address that this ffmpeg speaks, RTSP above all.',
  memory: 'Run fewer jobs that convert pictures at the same time, or copy the stream as it comes.',
  crashed: 'Look at the log of that instant, and for an update of ffmpeg.',
  serverDown: 'The server was off then. Let it start with the machine.',
  overlap: 'The run before took longer than planned: give it fewer instants or more time.',
  blocked: 'Open the job: what blocks it is said there, with the way out.',
};

export default {
  advice: (p: { code: string }): string => ADVICE[p.code] ?? 'Look at the log of that instant.',
};
