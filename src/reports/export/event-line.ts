import type { EventRow } from './event-statements.js';

/**
 * An event as a line of NDJSON: `{"event", "properties"}`. The properties are those that were sent, their JSON as it is
 * stored; what an event has a place of its own for stands among them again, as it was when the event was sent.
 *
 * @param distinctId whose the event is now: the user's to whom the device was linked, before or after
 * @param inMs the time in milliseconds, else in whole seconds
 */
export function eventLine(row: EventRow, distinctId: string, inMs: boolean): string {
  const own: Array<readonly [name: string, json: string]> = [
    ['time', inMs ? row.ms : String(Math.floor(Number(row.ms) / 1_000))],
    ['distinct_id', JSON.stringify(distinctId)],
  ];
  if (row.distinct_id !== distinctId) own.push(['$distinct_id_before_identity', JSON.stringify(row.distinct_id)]);
  own.push(['$insert_id', JSON.stringify(row.insert_id)]);
  if (row.device_id !== '') own.push(['$device_id', JSON.stringify(row.device_id)]);
  if (row.user_id !== '') own.push(['$user_id', JSON.stringify(row.user_id)]);
  const taken = new Set(own.map(([name]) => name));
  const sent = Object.entries(row.properties).filter(([name]) => !taken.has(name));
  const properties = [...own, ...sent].map(([name, json]) => `${JSON.stringify(name)}:${json}`);
  return `{"event":${JSON.stringify(row.name)},"properties":{${properties.join(',')}}}\n`;
}
