/** Zones of a job that watches for motion, and the score of the live picture, in English. */
import { some } from './some.ts';

export default {
  jobZones: 'Zones',
  jobZonesNone: 'The whole picture is looked at.',
  jobZonesSome: (p: { n: number; share: string }) =>
    `${p.n} ${some(p.n, 'zone is', 'zones are')} not looked at: ${p.share} of the picture.`,
  jobZonesUnread: 'What the JSON says of zones cannot be shown.',
  jobZonesCamera: 'Choose a camera first: zones are drawn on its picture.',
  jobZonesEdit: 'Draw zones, see the score',
  jobZonesLook: 'See the score',
  jobZonesClose: 'Fold up',
  zonesOf: (p: { name: string }) => `Zones on the picture of ${p.name}`,
  zonesHow:
    'Drag a rectangle, or click corner after corner (the first one or Enter closes). Arrows move a corner, + adds one, Delete removes it.',
  zonesTools: 'Tools for zones',
  zonesAway: 'The camera does not answer: zones can be drawn, the score comes back with it.',
  zonesLost: (p: { seconds: number }) => `The line to the server broke off. Next try in ${p.seconds} s.`,
  zonesWaiting: 'Waiting for the first picture of the camera…',
  zonesDull: 'only large things',
  zonesSharp: 'the slightest',
  zoneAdd: 'Add a zone',
  zoneAddCorner: 'Add a corner',
  zoneDelete: 'Delete the zone',
  zoneDeleteCorner: 'Delete the corner',
  zoneNumber: (p: { n: number }) => `Zone ${p.n}`,
  zoneDeleteNumber: (p: { n: number }) => `Delete zone ${p.n}`,
  zoneCorner: (p: { n: number; of: number; zone: number; x: string; y: string }) =>
    `Corner ${p.n} of ${p.of} of zone ${p.zone}: ${p.x} from the left, ${p.y} from the top`,
  scoreNow: 'Score now',
  scoreNone: 'no picture',
  scoreWhole: 'everything changed at once: no motion',
  scoreEvent: 'an event would go on',
  scoreQuiet: 'no event',
  scoreEnough: '50: an event begins',
  scoreMinuteAgo: 'a minute ago',
  scoreNowShort: 'now',
  scoreMinute: (p: { highest: string; n: number }) =>
    `The last minute: at most ${p.highest}, ${p.n} ${some(p.n, 'event', 'events')} would have begun`,
  scoreWhy: (p: { area: string; least: string; levels: string }) =>
    `${p.area} changes of what is looked at; an event takes ${p.least}, each point by ${p.levels} grey levels.`,
};
