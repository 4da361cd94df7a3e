import { and, call, col, eq, iif, lambda, ne, num, or, param } from '../warehouse/sql/builders.js';
import type { Expression } from '../warehouse/sql/nodes.js';

/**
 * The pieces of a JSON text that carry meaning here: a whole text, an opening or closing bracket, or a number or
 * literal. Commas and colons fall between them.
 */
const token = String.raw`"(?:[^"\\]|\\.)*"|[\[{]|[\]}]|[^\[\]{}",:]+`;

const text = (value: string): Expression => param(value, 'String');
const x = col('x');
const startsWith = (value: Expression, prefix: string): Expression => call('startsWith', value, text(prefix));

/** +1 for what opens a list or object, -1 for what closes one. */
const step: Expression = call(
  'multiIf',
  call('has', param(['[', '{'], 'Array(String)'), x),
  call('toInt32', num(1)),
  call('has', param([']', '}'], 'Array(String)'), x),
  call('toInt32', num(-1)),
  call('toInt32', num(0)),
);

/**
 * The groups a property names, as an Array(String) expression: core's `groupIdsOf` over a property's canonical JSON
 * text ('' where the property is absent). Text and numbers name groups, alone or as elements of a list; each once, in
 * order; empty text and everything else names none. A test holds the two rules together.
 *
 * Numbers are taken from the text as written, because the engine's JSON functions would write them anew: `1e+21`
 * would become another id. The text is cut into tokens, and those count that stand outside every bracket, or just
 * inside the outermost if that one is a list.
 */
export function groupIdsOfSql(value: Expression): Expression {
  const tokens = call('extractAll', value, text(token));
  const depths = call('arrayCumSum', call('arrayMap', lambda(['x'], step), tokens));
  const wanted = iif(startsWith(value, '['), num(1), num(0));
  const names = or(startsWith(x, '"'), call('match', x, text('^[-0-9]')));
  const elements = call('arrayFilter', lambda(['x', 'd'], and(eq(col('d'), wanted), names)), tokens, depths);
  const id = iif(startsWith(x, '"'), call('JSONExtractString', x), x);
  const ids = call('arrayMap', lambda(['x'], id), elements);
  return call('arrayDistinct', call('arrayFilter', lambda(['x'], ne(x, text(''))), ids));
}
