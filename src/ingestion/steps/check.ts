import { newInsertId } from '../../core/ids.js';
import { limits } from '../../core/limits.js';
import { onceIdOf } from '../../core/once-ids.js';
import { isIdText, wellFormed } from '../../core/property-values.js';
import { type EventDraft, fieldName } from '../event.js';
import { Refusal } from '../refusal.js';
import { isPlainObject } from './plain-object.js';

/** `true` and non-empty text ask for the event to be dropped; `false` and '' do not, and neither does anything else. */
const asksToBeIgnored = (value: unknown): boolean => value === true || (typeof value === 'string' && value !== '');

function readInsertId(draft: EventDraft): Refusal | null {
  const given = draft.field(draft.incoming.insertId, '$insert_id');
  if (given === undefined) {
    draft.insertId = newInsertId();
    return null;
  }
  const insertId = onceIdOf(given);
  if (insertId === null) {
    return new Refusal('INSERT_ID_INVALID', fieldName(draft.incoming.insertId, 'insertId', '$insert_id'));
  }
  draft.insertId = insertId;
  return null;
}

/** Name, insert id, and that the properties are an object. Lone surrogates in the name become U+FFFD. */
export function check(draft: EventDraft): Refusal | null {
  const { name, properties } = draft.incoming;
  if (typeof name !== 'string' || !isIdText(name, limits.idLength)) return new Refusal('NAME_INVALID', 'name');
  draft.name = wellFormed(name);
  if (properties !== undefined && properties !== null) {
    if (!isPlainObject(properties)) {
      return new Refusal('PROPERTIES_INVALID', 'properties', 'The properties must be an object.');
    }
    draft.given = properties;
    if (Object.hasOwn(properties, '$ignore') && asksToBeIgnored(properties.$ignore)) {
      return new Refusal('IGNORED', 'properties.$ignore');
    }
  }
  return readInsertId(draft);
}
