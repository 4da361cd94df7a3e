import { z } from 'zod';
import { MusterError } from '../../core/errors.js';
import { nearMatches } from '../../core/near-matches.js';
import { booleanOf, jsonIn, type Known, type Parameters, readParameters } from '../query-api/parameters.js';

const shape = {
  where: z.unknown().optional(),
  columns: z.array(z.string()).nullish(),
  format: z.enum(['csv', 'ndjson']).nullish(),
  orderBy: z.unknown().optional(),
  bom: z.boolean().nullish(),
  formulas: z.enum(['keep', 'escape']).nullish(),
};

const usersBody = z.strictObject(shape);
const groupsBody = z.strictObject({ ...shape, key: z.string(), search: z.string().nullish() });

/** What a list of users is asked for with; `where` and `orderBy` are read by the types of GraphQL's inputs. */
export type UsersRequest = z.output<typeof usersBody>;
export type GroupsRequest = z.output<typeof groupsBody>;

/**
 * Reads the JSON of `POST /api/export/users`.
 * @throws MusterError MALFORMED_REQUEST, BAD_INPUT with the path
 */
export const readUsersBody = (body: unknown): UsersRequest => checked(usersBody, body);

/** Reads the JSON of `POST /api/export/groups`; errors as for users. */
export const readGroupsBody = (body: unknown): GroupsRequest => checked(groupsBody, body);

function checked<Shape extends z.ZodObject>(body: Shape, value: unknown): z.output<Shape> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new MusterError('MALFORMED_REQUEST', 'Send one JSON object; {} asks for everything.');
  }
  const parsed = body.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') throw unknownName(issue.keys[0] ?? '', Object.keys(body.shape));
  const path = (issue?.path ?? []).map((step) => (typeof step === 'number' ? step : String(step)));
  const reason = issue === undefined ? 'It does not fit.' : `${issue.message}.`;
  throw new MusterError('BAD_INPUT', `\`${path.join('.')}\`: ${reason}`, { path });
}

function unknownName(name: string, names: readonly string[]): MusterError {
  const shown = name.slice(0, 64);
  const message = `\`${shown}\` is nothing an export can be asked with; docs/export.md lists what is.`;
  return new MusterError('BAD_INPUT', message, { path: [shown], nearMatches: nearMatches(shown, names) });
}

const usersParameters: Known = {
  format: true,
  cohort: true,
  columns: true,
  bom: true,
  formulas: true,
  where: 'send it by POST as JSON, or name a saved cohort in `cohort`.',
  orderBy: 'send it by POST as JSON.',
};

/**
 * Reads the address of `GET /api/export/users`, for links.
 * @throws MusterError MALFORMED_REQUEST, BAD_INPUT naming the parameter
 */
export const readUsersLink = (url: string): UsersRequest =>
  readUsersBody(bodyOf(readParameters(url, undefined, usersParameters)));

/** Reads the address of `GET /api/export/groups`; errors as for users. */
export function readGroupsLink(url: string): GroupsRequest {
  const parameters = readParameters(url, undefined, { ...usersParameters, key: true, search: true });
  const key = parameters.get('key');
  if (key === undefined) throw new MusterError('BAD_INPUT', 'Give `key`, a group key.', { path: ['key'] });
  return readGroupsBody({ ...bodyOf(parameters), key, search: parameters.get('search') ?? null });
}

/** Refuses parameters beside a body, where they would be overlooked. */
export function assertNoParameters(url: string): void {
  readParameters(url, undefined, {});
}

/** What a link asks for, as it would be in a body. */
function bodyOf(parameters: Parameters): Record<string, unknown> {
  const cohort = parameters.get('cohort');
  return {
    ...(cohort === undefined ? {} : { where: { cohort } }),
    columns: columnsOf(parameters),
    format: parameters.get('format') ?? null,
    bom: booleanOf(parameters, 'bom'),
    formulas: parameters.get('formulas') ?? null,
  };
}

/** Names with commas between, or a JSON list of names. */
function columnsOf(parameters: Parameters): unknown {
  const text = parameters.get('columns');
  if (text === undefined) return null;
  return text.startsWith('[') ? jsonIn(text, 'columns') : text.split(',');
}
