/** A property's value: JSON. Dates are ISO text; there is no date type on the wire. */
export type PropertyValue =
  | string
  | number
  | boolean
  | null
  | readonly PropertyValue[]
  | { readonly [name: string]: PropertyValue };

/**
 * Property names and values. Made without a prototype wherever it is built from input, so that `__proto__` and
 * `constructor` are names like any other.
 */
export type Properties = Readonly<Record<string, PropertyValue>>;

/** An empty, prototype-free property bag to build into. */
export const emptyProperties = (): Record<string, PropertyValue> =>
  Object.create(null) as Record<string, PropertyValue>;

/**
 * The canonical JSON text of a value: what the warehouse holds and what filters compare with. Two equal texts have
 * the same canonical form because it is always made here, by JSON.stringify over well-formed strings.
 */
export const canonicalJson = (value: PropertyValue): string => JSON.stringify(value);

/** Length in code points, which is what limits count: an emoji is one character. */
export function codePointLength(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** Lone surrogates become U+FFFD, as UTF-8 cannot hold them. Everything else stays as it is. */
export const wellFormed = (text: string): string => text.toWellFormed();

/** True if the text may serve as an id or name: 1 to `max` code points, without NUL. */
export const isIdText = (text: string, max: number): boolean =>
  text.length > 0 && !text.includes('\0') && (text.length <= max || codePointLength(text) <= max);

/** A group value as text: `42` and `"42"` are one group. Undefined where the value names no group. */
function groupIdOf(value: PropertyValue): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' ? String(value) : undefined;
}

/**
 * The groups a property names, each once, in order. Text, a number, or a list of them; empty text, null, an empty
 * list and any other value name no group. The same rule reads an event's group property and a profile's membership
 * (brief: "set the value of the user property as a list of string values"; concepts: attribution).
 */
export function groupIdsOf(value: PropertyValue | undefined): string[] {
  if (value === undefined || value === null) return [];
  const ids = new Set<string>();
  for (const element of Array.isArray(value) ? value : [value]) {
    const id = groupIdOf(element as PropertyValue);
    if (id !== undefined) ids.add(id);
  }
  return [...ids];
}
