import { limits } from '../../core/limits.js';
import { canonicalJson, emptyProperties, type PropertyValue } from '../../core/property-values.js';
import type { EventDraft, Setting } from '../event.js';
import { Refusal } from '../refusal.js';
import { isPlainObject } from './plain-object.js';
import { cutText, propertyName, shownName } from './property-text.js';

/** How large a value may be. A group property's own limits are those of attachGroups: its ids must not be cut. */
interface ValueLimits {
  readonly textLength: number;
  readonly elements: number;
  readonly bytes: number;
}

const ordinary: ValueLimits = {
  textLength: limits.propertyTextLength,
  elements: limits.nestedElements,
  bytes: limits.eventValueBytes,
};
const groupProperty: ValueLimits = {
  textLength: limits.eventBytes,
  elements: limits.eventBytes,
  bytes: limits.eventBytes,
};

/** JSON takes at most six bytes for a UTF-16 unit of text: what stays below so many units needs no exact count. */
const bytesPerUnit = 6;
/** More than a number, a literal or the punctuation around a value takes, in units. */
const unitsPerValue = 8;

const invalid = (path: string, message: string): Refusal => new Refusal('PROPERTIES_INVALID', path, message);

/** Makes the values of one event; knows how large it has become. */
class Normaliser {
  /** Size so far in units, an upper bound. */
  units = 0;

  value(value: unknown, path: string, bounds: ValueLimits): PropertyValue | Refusal {
    if (typeof value === 'string') {
      const text = cutText(value, bounds.textLength);
      this.units += text.length + unitsPerValue;
      return text;
    }
    this.units += unitsPerValue;
    if (typeof value === 'number') {
      if (Number.isFinite(value)) return value === 0 ? 0 : value;
      return invalid(path, 'A number must be finite.');
    }
    if (typeof value === 'boolean' || value === null) return value;
    return this.whole(value, path, bounds);
  }

  /** A list or object as a property's value. */
  whole(value: unknown, path: string, bounds: ValueLimits): PropertyValue | Refusal {
    const before = this.units;
    const result = this.nested(value, path, bounds, 1);
    if (result instanceof Refusal || (this.units - before) * bytesPerUnit <= bounds.bytes) return result;
    if (Buffer.byteLength(canonicalJson(result)) <= bounds.bytes) return result;
    return invalid(path, `A list or object may take at most ${bounds.bytes} bytes as JSON.`);
  }

  nested(value: unknown, path: string, bounds: ValueLimits, depth: number): PropertyValue | Refusal {
    const isList = Array.isArray(value);
    if (!isList && !isPlainObject(value)) {
      return invalid(path, 'A value must be JSON: text, number, boolean, null, list or object.');
    }
    if (depth > limits.propertyDepth) {
      return invalid(path, `Lists and objects may be nested at most ${limits.propertyDepth} deep.`);
    }
    return isList ? this.list(value, path, bounds, depth) : this.object(value, path, bounds, depth);
  }

  element(value: unknown, path: string, bounds: ValueLimits, depth: number): PropertyValue | Refusal {
    return typeof value === 'object' && value !== null
      ? this.nested(value, path, bounds, depth + 1)
      : this.value(value, path, bounds);
  }

  list(values: readonly unknown[], path: string, bounds: ValueLimits, depth: number): PropertyValue | Refusal {
    if (values.length > bounds.elements) return invalid(path, `A list may have at most ${bounds.elements} elements.`);
    const result: PropertyValue[] = [];
    for (const value of values) {
      // JSON writes what it cannot say inside a list as null.
      const element = value === undefined ? null : this.element(value, path, bounds, depth);
      if (element instanceof Refusal) return element;
      result.push(element);
    }
    return result;
  }

  object(
    values: Readonly<Record<string, unknown>>,
    path: string,
    bounds: ValueLimits,
    depth: number,
  ): PropertyValue | Refusal {
    return this.bag(values, path, Math.min(bounds.elements, limits.nestedElements), (value, inner) =>
      this.element(value, inner, bounds, depth),
    );
  }

  /** Names and values, each value by `read`. Undefined is left out, as JSON does. */
  bag(
    values: Readonly<Record<string, unknown>>,
    path: string,
    most: number,
    read: (value: unknown, path: string, name: string) => PropertyValue | Refusal,
  ): Record<string, PropertyValue> | Refusal {
    const names = Object.keys(values);
    if (names.length > most) return invalid(path, `An object may have at most ${most} names.`);
    const result = emptyProperties();
    let cutNames = false;
    for (const given of names) {
      const value = values[given];
      if (value === undefined) continue;
      const name = propertyName(given);
      if (name === null) return invalid(path, 'A property name must have at least one character, and no NUL.');
      if (name !== given) cutNames = true;
      if (cutNames && Object.hasOwn(result, name)) {
        return invalid(`${path}.${shownName(name)}`, 'Two names are the same after the first 255 characters.');
      }
      this.units += name.length;
      const made = read(value, `${path}.${shownName(name)}`, name);
      if (made instanceof Refusal) return made;
      result[name] = made;
    }
    return result;
  }
}

/**
 * Brings the properties into the form that is stored, without prototype: text and names cut to 255 characters, lone surrogates as
 * U+FFFD, -0 as 0. What cannot be stored refuses the event: nothing is left out of it silently.
 */
export function normalise(draft: EventDraft, setting: Setting): Refusal | null {
  if (Object.keys(draft.given).length > limits.eventProperties) return new Refusal('TOO_MANY_PROPERTIES', 'properties');
  const normaliser = new Normaliser();
  const made = normaliser.bag(draft.given, 'properties', limits.eventProperties, (value, path, name) =>
    normaliser.value(value, path, setting.groupKeys.has(name) ? groupProperty : ordinary),
  );
  if (made instanceof Refusal) return made;
  if (
    normaliser.units * bytesPerUnit > limits.eventBytes &&
    Buffer.byteLength(canonicalJson(made)) > limits.eventBytes
  ) {
    return new Refusal('EVENT_TOO_LARGE', 'properties');
  }
  draft.properties = made;
  return null;
}
