/** Cameras, in English. */
import { some } from './some.ts';

export default {
  camerasEmpty: 'No camera yet',
  camerasEmptyWhy:
    'A camera is an address that gives pictures: RTSP, RTMP or HTTP. In this version the console shows, starts and stops; add the first camera through the API:',
  cameraJobs: (p: { n: number }) => (p.n === 0 ? 'no job' : `${p.n} ${some(p.n, 'job', 'jobs')}`),
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'The browser does not let pages copy: the text is selected, copy it by the keyboard.',
  commandSignIn: 'Once in your terminal, to sign in:',
  commandThen: 'Then:',
  yourPassword: 'your password',
  exampleCamera: 'Garage',
  exampleJob: 'Working days',
  wholeApi: 'The whole API:',
  lastSeen: (p: { ago: string }) => `seen ${p.ago}`,
  neverSeen: 'never seen',
  test: 'Test',
  testCamera: (p: { name: string }) => `Test ${p.name}`,
  testing: 'The server is connecting to the camera…',
  testOk: 'The camera answers',
  testFailed: 'The camera does not answer as it should',
  perSecond: (p: { fps: string }) => `${p.fps} pictures/s`,
  withSound: (p: { codec: string }) => `sound ${p.codec}`,
  noSound: 'no sound',
  testAgain: 'Test again',
  testGaveUp: (p: { time: string }) => `gave up after ${p.time}`,
  testTook: (p: { time: string }) => `first picture after ${p.time}`,
};
