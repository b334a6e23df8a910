/** The paths of a camera that stand beside a field of their own. */
export const SHOWN = [
  'name',
  'streams.',
  'credentials.',
  'location',
  'model',
  'tags',
  'siteId',
  'timezone',
  'maxConnections',
  'relay',
] as const;
