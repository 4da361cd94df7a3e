import { newInsertId } from '../../core/ids.js';
import { limits } from '../../core/limits.js';
import { isIdText, wellFormed } from '../../core/property-values.js';
import { type EventDraft, fieldName } from '../event.js';
import { forbiddenIds } from '../forbidden-ids.js';
import { Refusal } from '../refusal.js';
import { isPlainObject } from './plain-object.js';

/** ASCII letters, digits and hyphens, which are a byte each. */
function isInsertId(text: string): boolean {
  if (text.length === 0 || text.length > limits.insertIdLength) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const letter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
    if (!letter && !(code >= 48 && code <= 57) && code !== 45) return false;
  }
  return true;
}

/** `true` and non-empty text ask for the event to be dropped; `false` and '' do not, and neither does anything else. */
const asksToBeIgnored = (value: unknown): boolean => value === true || (typeof value === 'string' && value !== '');

function readInsertId(draft: EventDraft): Refusal | null {
  const given = draft.field(draft.incoming.insertId, '$insert_id');
  if (given === undefined) {
    draft.insertId = newInsertId();
    return null;
  }
  const text = typeof given === 'number' && Number.isFinite(given) ? String(given) : given;
  if (typeof text !== 'string' || !isInsertId(text) || forbiddenIds.has(text)) {
    return new Refusal('INSERT_ID_INVALID', fieldName(draft.incoming.insertId, 'insertId', '$insert_id'));
  }
  draft.insertId = text;
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
