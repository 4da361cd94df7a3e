import { MusterError } from '../../core/errors.js';
import { nearMatches } from '../../core/near-matches.js';
import { queryOf, readForm } from '../mixpanel/form.js';
import { parseJson } from '../request-body.js';

/** What a request asks with, by name. Empty values are left out: clients send parameters they do not use as empty. */
export type Parameters = ReadonlyMap<string, string>;

/** The parameters an endpoint knows: `true` where it can answer them, else why it cannot. */
export type Known = Readonly<Record<string, true | string>>;

const badInput = (message: string, name: string): MusterError =>
  new MusterError('BAD_INPUT', message, { path: [name] });

/**
 * Reads the parameters of a request from its query and its body, a form or a JSON object whatever its type says. Of a
 * name given in both, the query's counts.
 * @throws MusterError MALFORMED_REQUEST; BAD_INPUT for a name the endpoint does not know, as leaving it out would answer
 * another question
 */
export function readParameters(url: string, body: unknown, known: Known): Parameters {
  const sent = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const parameters = new Map<string, string>();
  const add = (name: string, value: string): void => {
    if (value !== '' && !parameters.has(name)) parameters.set(name, value);
  };
  for (const [name, value] of readForm(queryOf(url))) add(name, value.toString('utf8'));
  if (isJson(sent)) for (const [name, value] of Object.entries(jsonObject(sent))) add(name, textOf(name, value));
  else for (const [name, value] of readForm(sent)) add(name, value.toString('utf8'));
  for (const name of parameters.keys()) checkKnown(name, known);
  return parameters;
}

/** Begins with a brace, after white space. */
const isJson = (body: Buffer): boolean => /^\s*\{/.test(body.toString('latin1', 0, 64));

function jsonObject(body: Buffer): object {
  const value = parseJson(body);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new MusterError('MALFORMED_REQUEST', 'Send the parameters as a form or as one JSON object.');
}

/** A value in JSON as a form would hold it. */
function textOf(name: string, value: unknown): string {
  if (value === null) return '';
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw badInput(`\`${name}\` is a number whose last digits JSON does not keep; send it as text.`, name);
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function checkKnown(name: string, known: Known): void {
  const answer = Object.hasOwn(known, name) ? known[name] : undefined;
  if (answer === true) return;
  const shown = name.slice(0, 64);
  if (answer !== undefined) throw badInput(`\`${shown}\` is not supported: ${answer}`, shown);
  const near = nearMatches(shown, Object.keys(known));
  const message = `\`${shown}\` is no parameter of this endpoint; docs/api.md lists them.`;
  throw new MusterError('BAD_INPUT', message, { path: [shown], nearMatches: near });
}

/** @throws MusterError BAD_INPUT */
export function booleanOf(parameters: Parameters, name: string): boolean | null {
  const value = parameters.get(name)?.toLowerCase();
  if (value === undefined) return null;
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  throw badInput(`\`${name}\` is true or false.`, name);
}

/** A whole number, or null where it is not given. @throws MusterError BAD_INPUT */
export function wholeNumberOf(
  parameters: Parameters,
  name: string,
  { from, to }: { readonly from: number; readonly to: number },
): number | null {
  const value = parameters.get(name);
  if (value === undefined) return null;
  const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= from && number <= to) return number;
  throw badInput(`\`${name}\` is a whole number from ${from} to ${to.toLocaleString('en-US')}.`, name);
}

/** A JSON list of texts, in which numbers count as their digits; null where it is not given. @throws MusterError BAD_INPUT */
export function textsOf(parameters: Parameters, name: string): readonly string[] | null {
  const value = parameters.get(name);
  if (value === undefined) return null;
  const list = jsonIn(value, name);
  const isList = Array.isArray(list) && list.every((item) => typeof item === 'string' || Number.isSafeInteger(item));
  if (!isList) throw badInput(`\`${name}\` is a JSON list of texts, such as ["one", "two"].`, name);
  return list.map(String);
}

/** JSON inside a parameter. @throws MusterError BAD_INPUT */
export function jsonIn(value: string, name: string): unknown {
  try {
    return parseJson(Buffer.from(value));
  } catch {
    throw badInput(`\`${name}\` is not JSON.`, name);
  }
}
