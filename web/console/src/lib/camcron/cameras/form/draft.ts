/** What a form holds of a camera, and what the server takes of it. */
import type { Camera } from '../../../api/types.ts';
import type { CameraChange } from '../types.ts';

/** The camera as it is, in the words of a change: masked passwords stand for what is stored. */
export function changeOf(camera: Camera): CameraChange {
  const { name, streams, protocol, credentials, siteId, timezone, tags, location, model, enabled } = camera;
  const { maxConnections, relay } = camera;
  return {
    name,
    streams,
    protocol: protocol === 'onvif' ? protocol : null,
    credentials,
    siteId,
    timezone,
    tags,
    location,
    model,
    enabled,
    maxConnections,
    relay,
    keepCredentials: false,
  };
}
