import type { PropertyValue } from '../../core/property-values.js';

/** What became of one line: what is to be sent for it, in order, or why nothing is. */
export type ParsedLine<Item> = { readonly kind: 'items'; readonly items: readonly Item[] } | RefusedLine;

export interface RefusedLine {
  readonly kind: 'refused';
  readonly code: string;
  /** The part of the line that is wrong; null for the whole of it. */
  readonly field: string | null;
  readonly reason: string;
}

/** A line refused before it was sent. */
export const refuse = (field: string | null, reason: string): RefusedLine => ({
  kind: 'refused',
  code: 'BAD_INPUT',
  field,
  reason,
});

type JsonObject = Readonly<Record<string, PropertyValue>>;

const isObject = (value: PropertyValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The line as a JSON object, or its refusal. */
export function parseObject(text: string): { readonly kind: 'object'; readonly value: JsonObject } | RefusedLine {
  let value: PropertyValue;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 200) : 'not JSON';
    return refuse(null, `The line is not JSON (${why}).`);
  }
  return isObject(value) ? { kind: 'object', value } : refuse(null, 'The line must be a JSON object.');
}

/** An id as text: numbers become text; undefined where there is none (missing, null, empty); null for anything else. */
export function textOf(value: PropertyValue | undefined): string | undefined | null {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : null;
}

/** The first of `names` that the object holds, or undefined. */
export function firstOf(object: JsonObject, names: readonly string[]): PropertyValue | undefined {
  const name = names.find((candidate) => Object.hasOwn(object, candidate));
  return name === undefined ? undefined : object[name];
}

/** Narrowing for callers outside this file. */
export const asObject = (value: PropertyValue | undefined): JsonObject | null =>
  value !== undefined && isObject(value) ? value : null;
