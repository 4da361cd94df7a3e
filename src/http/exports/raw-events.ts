import { parseExpression } from '../../cohorts/expressions/parse.js';
import { MusterError } from '../../core/errors.js';
import { millisecondsOfIso } from '../../core/iso-time.js';
import { limits } from '../../core/limits.js';
import type { EventQuestion } from '../../reports/export/event-export.js';
import {
  booleanOf,
  jsonIn,
  type Known,
  type Parameters,
  readParameters,
  wholeNumberOf,
} from '../query-api/parameters.js';

/** What the raw export can be asked with. A service account belongs to one project, so that need not be said again. */
const known: Known = {
  project_id: true,
  workspace_id: true,
  from_date: true,
  to_date: true,
  event: true,
  where: true,
  limit: true,
  time_in_ms: true,
  bucket: 'there are no buckets; ask for all and filter with `where`.',
};

const dayMs = 86_400_000;
/** Events of an export with a limit; without one there is no bound. */
const largestLimit = 100_000;

const badInput = (message: string, name: string): MusterError =>
  new MusterError('BAD_INPUT', message, { path: [name] });

/**
 * Reads the address of a raw export.
 * @throws MusterError BAD_INPUT naming the parameter, MALFORMED_REQUEST
 */
export function readEventQuestion(url: string): EventQuestion {
  const parameters = readParameters(url, undefined, known);
  const from = dayOf(parameters, 'from_date');
  const lastDay = dayOf(parameters, 'to_date');
  if (lastDay < from) throw badInput('`to_date` lies before `from_date`.', 'to_date');
  const where = parameters.get('where');
  return {
    from,
    to: lastDay + dayMs,
    names: namesOf(parameters),
    where: where === undefined ? null : parseExpression(where),
    limit: wholeNumberOf(parameters, 'limit', { from: 1, to: largestLimit }),
    timeInMs: booleanOf(parameters, 'time_in_ms') ?? false,
  };
}

/** The midnight a day begins with, UTC. */
function dayOf(parameters: Parameters, name: string): number {
  const text = parameters.get(name);
  if (text === undefined) throw badInput(`Give \`${name}\`, a day as YYYY-MM-DD (UTC).`, name);
  const midnight = /^\d{4}-\d{2}-\d{2}$/.test(text) ? millisecondsOfIso(text) : null;
  if (midnight === null) throw badInput(`\`${name}\` is a day of the calendar as YYYY-MM-DD (UTC).`, name);
  return midnight;
}

/** Names of events: a JSON list of texts, or one name as it is. */
function namesOf(parameters: Parameters): readonly string[] | null {
  const text = parameters.get('event');
  if (text === undefined) return null;
  const given: unknown = /^\s*["[]/.test(text) ? jsonIn(text, 'event') : text;
  const names: unknown = typeof given === 'string' ? [given] : given;
  const isNames = Array.isArray(names) && names.every((name): name is string => typeof name === 'string');
  if (!isNames) throw badInput('`event` is the name of an event, or a JSON list of names.', 'event');
  if (names.length === 0) throw badInput('Give at least one name in `event`, or leave it out for all events.', 'event');
  if (names.length > limits.filterValues) {
    const most = limits.filterValues.toLocaleString('en-US');
    throw badInput(`\`event\` names at most ${most} events.`, 'event');
  }
  return names;
}
