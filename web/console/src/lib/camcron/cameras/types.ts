/** Short names for what the server says of cameras. */
import type { components } from '#shared/api.d.ts';

type Schemas = components['schemas'];
export type Facts = Schemas['CameraFacts'];
export type OpenConnection = Schemas['OpenConnection'];
export type Device = Schemas['DeviceAnswer'];
export type Preset = Schemas['Preset'];
export type Move = Schemas['Move'];
export type Found = Schemas['Discovered'];
export type Inspected = Schemas['Inspected'];
export type Tried = Schemas['CameraTried'];
export type TriedStream = Schemas['TriedStream'];
export type NewCamera = Schemas['NewCamera'];
export type CameraChange = Schemas['CameraChange'];
export type ListAnswer = Schemas['ListAnswer'];
export type ListedCamera = Schemas['ListedCamera'];
export type Template = Schemas['TemplateAnswer'];
export type Site = Schemas['SiteAnswer'];
export type EventTold = Schemas['EventAnswer'];
export type FilesSummary = Schemas['FilesSummary'];
export type CameraStorage = Schemas['StorageAnswer'];
