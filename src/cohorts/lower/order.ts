import {
  and,
  as,
  asc,
  call,
  col,
  desc,
  eq,
  gt,
  iif,
  lt,
  mapValue,
  num,
  or,
  param,
} from '../../warehouse/sql/builders.js';
import type { Expression, Ordering, ParameterType, Projection } from '../../warehouse/sql/nodes.js';
import { characters, isNumber, isPresent, isText } from './json-values.js';

/** In which order a list comes: by id, or by a property and then by id. */
export type Order =
  | { readonly kind: 'id'; readonly direction: 'ASC' | 'DESC' }
  | { readonly kind: 'property'; readonly name: string; readonly direction: 'ASC' | 'DESC' };

/** Where in the order a row stands: what a cursor holds. As long as the order has parts. */
export type Position = ReadonlyArray<string | number>;

interface SortKey {
  readonly name: string;
  readonly type: Extract<ParameterType, 'UInt8' | 'Float64' | 'String'>;
  readonly direction: 'ASC' | 'DESC';
  /** Over a row with a profile. */
  readonly ofProfile: Expression;
  /** Over a row that has none. */
  readonly withoutProfile: Expression;
}

/** Text is ordered by so many characters; equal ones by id. It keeps cursors short. */
const orderedCharacters = 255;

const start = (value: Expression): Expression => call('substringUTF8', value, num(1), num(orderedCharacters));
const emptyText = param('', 'String');

/**
 * Numbers come before text before booleans before lists and objects, in both directions turned around; not set is
 * last in both. Text is ordered by its bytes, false before true, lists and objects by their JSON text.
 */
function propertyKeys(name: string, direction: 'ASC' | 'DESC'): SortKey[] {
  const value = mapValue('properties', name);
  const isBoolean = call('has', param(['true', 'false'], 'Array(String)'), value);
  const type = call('multiIf', isNumber(value), num(0), isText(value), num(1), isBoolean, num(2), num(3));
  const number = call('toFloat64OrZero', iif(isNumber(value), value, emptyText));
  const other = iif(isNumber(value), emptyText, start(value));
  return [
    {
      name: 'sort_unset',
      type: 'UInt8',
      direction: 'ASC',
      ofProfile: iif(isPresent(value), num(0), num(1)),
      withoutProfile: num(1),
    },
    {
      name: 'sort_type',
      type: 'UInt8',
      direction,
      ofProfile: iif(isPresent(value), type, num(0)),
      withoutProfile: num(0),
    },
    { name: 'sort_number', type: 'Float64', direction, ofProfile: number, withoutProfile: call('toFloat64', num(0)) },
    {
      name: 'sort_text',
      type: 'String',
      direction,
      ofProfile: iif(isPresent(value), iif(isText(value), start(characters(value)), other), emptyText),
      withoutProfile: emptyText,
    },
  ];
}

/** The parts of an order over rows identified by `id`, most significant first. */
function sortKeys(order: Order, id: Expression): SortKey[] {
  const idKey = (direction: 'ASC' | 'DESC'): SortKey => ({
    name: 'id',
    type: 'String',
    direction,
    ofProfile: id,
    withoutProfile: id,
  });
  if (order.kind === 'id') return [idKey(order.direction)];
  return [...propertyKeys(order.name, order.direction), idKey('ASC')];
}

/** What ordering adds to a select. */
export interface Ordered {
  /** The columns of a row's position, in the order of {@link Position}. */
  readonly names: readonly string[];
  readonly columns: (has: 'profile' | 'none') => Projection[];
  readonly orderBy: readonly Ordering[];
  /** True on rows after the position. Refers to the columns by name. */
  readonly after: (position: Position) => Expression;
  /** True if a position from a cursor has the form of this order's positions. */
  readonly fits: (position: Position) => boolean;
}

/** How rows identified by `id` are ordered. */
function ordered(order: Order, id: Expression): Ordered {
  const keys = sortKeys(order, id);
  return {
    names: keys.map(({ name }) => name),
    columns: (has) => keys.map((key) => as(has === 'profile' ? key.ofProfile : key.withoutProfile, key.name)),
    orderBy: keys.map(({ name, direction }) => (direction === 'ASC' ? asc(col(name)) : desc(col(name)))),
    after: (position) => after(keys, position),
    fits: (position) =>
      position.length === keys.length && keys.every(({ type }, index) => fitsType(position[index], type)),
  };
}

function fitsType(value: string | number | undefined, type: SortKey['type']): boolean {
  if (type === 'String') return typeof value === 'string';
  if (type === 'Float64') return typeof value === 'number';
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 256;
}

/** Lexicographic: later in the first key, or equal there and later in the rest. */
function after(keys: readonly SortKey[], position: Position): Expression {
  const [key, ...rest] = keys;
  const [value, ...values] = position;
  if (key === undefined || value === undefined) return num(0);
  const column = col(key.name);
  const bound = param(value, key.type);
  const later = key.direction === 'ASC' ? gt(column, bound) : lt(column, bound);
  return rest.length === 0 ? later : or(later, and(eq(column, bound), after(rest, values)));
}

/** How users are ordered. */
export const orderedUsers = (order: Order): Ordered => ordered(order, col('distinct_id'));

/** How groups are ordered. */
export const orderedGroups = (order: Order): Ordered => ordered(order, col('group_id'));
