/** The first steps of a new installation, in English. */
import { some } from './some.ts';

export default {
  welcome: 'First steps',
  welcomeSteps: 'Where you stand',
  welcomeOf: (p: { n: number; all: number }) => `Step ${p.n} of ${p.all}`,
  welcomeDone: 'done',
  welcomeStep_admin: 'Administrator',
  welcomeStep_place: 'Time zone',
  welcomeStep_folder: 'Folder and space',
  welcomeStep_camera: 'First camera',
  welcomeStep_job: 'First job',
  welcomeStep_picture: 'First picture',
  welcomeNext: 'Go on',
  welcomeBack: 'Back',
  welcomeLater: 'Later: to the dashboard',

  welcomePlaceWhy:
    'Hours of jobs are read on the clock of the place where the cameras hang: 8 o’clock is 8 o’clock there, in summer and winter.',
  welcomeZone: 'Time zone of the cameras',
  welcomeZoneHint: 'A name like Europe/Paris.',
  welcomeZoneClock: (p: { time: string }) => `It is ${p.time} there.`,
  welcomeZoneWrong: 'No such zone. Expected: a name like Europe/Paris.',
  welcomeZoneOther: (p: { zone: string }) => `The server was set to ${p.zone}; this is the zone of your browser.`,

  welcomeFolderWhy:
    'Recordings lie in this folder, a folder for each camera and job. When the disk gets full the oldest go first, never the whole disk.',
  welcomeFolder: 'Folder of the recordings',
  welcomeFolderHint: 'A folder on the server, on a disk with room.',
  welcomeFolderFree: (p: { free: string; total: string }) => `${p.free} free of ${p.total}`,
  welcomeFolderDays: (p: { n: number; days: string }) =>
    `Room for about ${p.days} ${some(p.n, 'day', 'days')} of one camera in full HD.`,
  welcomeFolderLate: 'The new folder counts from the next start of the server.',
  welcomeFolderPinned: 'Held by the command line or the environment of the server.',

  welcomeCameraWhy: 'Cameras that answer on the network are found by themselves; any other is added by its address.',
  welcomeCameraBy: 'How',
  welcomeCameraHave: (p: { n: number; names: string }) => `There ${some(p.n, 'is', 'are')} already: ${p.names}.`,

  welcomeJobWhy: 'A job says what is kept of a camera, and when. Begin with one; each can be changed at any time.',
  welcomeJobFor: 'What for?',
  welcomeJobCamera: 'Camera',
  welcomeJobName: 'Name of the job',
  welcomeJobNamed: (p: { camera: string; purpose: string }) => `${p.camera}, ${p.purpose}`,
  welcomeJobKept: (p: { n: number }) => `kept for ${p.n} ${some(p.n, 'day', 'days')}`,
  welcomeJobAll: 'All options',
  welcomeJobFirst: 'A job needs a camera: that is the step before.',

  welcomePictureWhy: 'This is what the camera sees, as it was a moment ago.',
  welcomePictureWaits: 'The first picture comes within some seconds…',
  welcomePictureNone: 'There is no camera yet: that comes first.',
  welcomeSeen: 'It works.',
  welcomeEnd: 'To the dashboard',
  welcomeFurther: 'What comes next, when you like',
  welcomeFurtherLive: 'Watch it live',
  welcomeFurtherCameras: 'Add the other cameras',
  welcomeFurtherTell: 'Be told by mail or telephone when something is wrong',
  welcomeFurtherPeople: 'Let others in',
};
