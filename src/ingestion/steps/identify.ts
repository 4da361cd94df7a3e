import { forbiddenIds } from '../../core/forbidden-ids.js';
import { limits } from '../../core/limits.js';
import { isIdText, wellFormed } from '../../core/property-values.js';
import { devicePrefix } from '../../identity/identity.js';
import { type EventDraft, fieldName } from '../event.js';
import { Refusal } from '../refusal.js';

/** An id as text, numbers in decimal; '' where it is left out or empty. */
function idOf(value: unknown, field: string): string | Refusal {
  if (value === undefined || value === '') return '';
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== 'string' || !isIdText(text, limits.idLength)) return new Refusal('DISTINCT_ID_INVALID', field);
  return forbiddenIds.has(text) ? new Refusal('DISTINCT_ID_FORBIDDEN', field) : wellFormed(text);
}

/** Neither user nor device was named: the distinct id says which of them it is. */
function fromDistinctId(draft: EventDraft): Refusal | null {
  const { incoming } = draft;
  const field = fieldName(incoming.distinctId, 'distinctId', 'distinct_id');
  const id = idOf(draft.field(incoming.distinctId, 'distinct_id'), field);
  if (id instanceof Refusal) return id;
  if (id === '') return new Refusal('DISTINCT_ID_MISSING', 'distinctId');
  if (!id.startsWith(devicePrefix)) draft.userId = id;
  else if (id === devicePrefix) return new Refusal('DISTINCT_ID_INVALID', field);
  else if (forbiddenIds.has(id.slice(devicePrefix.length))) return new Refusal('DISTINCT_ID_FORBIDDEN', field);
  else draft.deviceId = id.slice(devicePrefix.length);
  draft.distinctId = id;
  return null;
}

/**
 * Simplified id merge: the distinct id is the user id if one is given, else `$device:` and the device id, else what was
 * given as distinct id. A given distinct id is overridden as soon as a user or device id is there.
 */
export function identify(draft: EventDraft): Refusal | null {
  const { incoming } = draft;
  const userField = fieldName(incoming.userId, 'userId', '$user_id');
  const userId = idOf(draft.field(incoming.userId, '$user_id'), userField);
  if (userId instanceof Refusal) return userId;
  // A user of this name could not be told from the device.
  if (userId.startsWith(devicePrefix)) return new Refusal('DISTINCT_ID_INVALID', userField);
  const deviceField = fieldName(incoming.deviceId, 'deviceId', '$device_id');
  const deviceId = idOf(draft.field(incoming.deviceId, '$device_id'), deviceField);
  if (deviceId instanceof Refusal) return deviceId;
  if (userId === '' && deviceId === '') return fromDistinctId(draft);
  const asDistinctId = devicePrefix + deviceId;
  if (!isIdText(asDistinctId, limits.idLength)) return new Refusal('DISTINCT_ID_INVALID', deviceField);
  draft.userId = userId;
  draft.deviceId = deviceId;
  draft.distinctId = userId === '' ? asDistinctId : userId;
  return null;
}
