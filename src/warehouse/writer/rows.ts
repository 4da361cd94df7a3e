import { canonicalJson, type Properties } from '../../core/property-values.js';
import type { StoredEvent } from './stored-event.js';

/** One event as a row of `events`, JSON text without line breaks. Built by hand, as it is most of a write's time. */
export function eventRow(event: StoredEvent, eventId: string): string {
  const { groups } = event;
  let keys = '';
  let ids = '';
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i];
    if (group === undefined) continue;
    keys += i === 0 ? group.groupKeyId : `,${group.groupKeyId}`;
    ids += i === 0 ? JSON.stringify(group.groupId) : `,${JSON.stringify(group.groupId)}`;
  }
  return (
    `{"project_id":${event.projectId},"time":${event.timeMs},"event_id":"${eventId}","name":${JSON.stringify(event.name)}` +
    `,"distinct_id":${JSON.stringify(event.distinctId)},"device_id":${JSON.stringify(event.deviceId)}` +
    `,"user_id":${JSON.stringify(event.userId)},"insert_id":${JSON.stringify(event.insertId)}` +
    `,"group_keys":[${keys}],"group_ids":[${ids}],"properties":${propertiesJson(event.properties)}` +
    `,"ingested_at":${event.ingestedAtMs}}`
  );
}

/** A property bag as the warehouse's map: each value as its canonical JSON text. */
export function propertiesJson(properties: Properties): string {
  let text = '{';
  for (const name of Object.keys(properties)) {
    const value = properties[name];
    if (value === undefined) continue;
    const json = canonicalJson(value);
    const quoted = typeof value === 'string' || typeof value === 'object' ? JSON.stringify(json) : `"${json}"`;
    text += `${text === '{' ? '' : ','}${JSON.stringify(name)}:${quoted}`;
  }
  return `${text}}`;
}

/** A row of `known_actors`. */
export const actorRow = (projectId: number, distinctId: string): string =>
  `{"project_id":${projectId},"distinct_id":${JSON.stringify(distinctId)}}`;

/** A row of `known_groups`. */
export const groupRow = (projectId: number, groupKeyId: number, groupId: string): string =>
  `{"project_id":${projectId},"group_key":${groupKeyId},"group_id":${JSON.stringify(groupId)}}`;
