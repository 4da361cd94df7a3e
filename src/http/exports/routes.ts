import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GroupFilter, UserFilter } from '../../cohorts/filter.js';
import { MusterError } from '../../core/errors.js';
import type { RequestContext } from '../../core/model.js';
import { groupFilterOf, groupOrderOf, userFilterOf, userOrderOf } from '../../graphql/from-json.js';
import type { Shape } from '../../reports/export/list-export.js';
import type { ListFormat } from '../../reports/export/list-text.js';
import type { Door } from '../door.js';
import { sendFailure } from '../query-api/failure.js';
import {
  assertNoParameters,
  type GroupsRequest,
  readGroupsBody,
  readGroupsLink,
  readUsersBody,
  readUsersLink,
  type UsersRequest,
} from './list-request.js';
import { readEventQuestion } from './raw-events.js';
import { type ExportedFile, sendExport } from './stream.js';

const ndjson = 'application/x-ndjson; charset=utf-8';
const csv = 'text/csv; charset=utf-8; header=present';

type Reading = (request: FastifyRequest) => ExportedFile;

/** Strangers make the server read nothing. */
const admit = (door: Door) => async (request: FastifyRequest) => {
  if (!door.app.isReady()) {
    throw new MusterError('STORE_UNAVAILABLE', 'The server is starting; ask again in a moment.');
  }
  request.muster.caller = await door.app.authenticate(request.headers);
};

async function answer(door: Door, request: FastifyRequest, reply: FastifyReply, read: Reading): Promise<void> {
  const { caller } = request.muster;
  if (caller === null) throw new MusterError('UNAUTHENTICATED', 'Send credentials.');
  await sendExport(request, reply, { door, caller }, read(request));
}

/** Mixpanel's raw export, in the way its Query API answers and refuses. */
function addRawExport(scope: FastifyInstance, door: Door): void {
  const { events } = door.app.services.exports;
  const read: Reading = (request) => {
    const question = readEventQuestion(request.raw.url ?? '');
    return { type: ndjson, name: null, text: (ctx) => events.lines(ctx, question) };
  };
  scope.setErrorHandler((error, request, reply) => sendFailure(error, request, reply, door.config.http.bodyLimitBytes));
  for (const url of ['/api/2.0/export', '/api/2.0/export/']) {
    scope.route({
      method: 'GET',
      url,
      exposeHeadRoute: false,
      onRequest: admit(door),
      handler: (request, reply) => answer(door, request, reply, read),
    });
    refuseOtherMethods(scope, url, 'GET');
  }
}

/** CSV if it is asked for, by name or in `Accept`; else NDJSON. */
function formatOf({ format, bom, formulas }: UsersRequest, accept: string | undefined): ListFormat {
  const kind = format ?? (/\btext\/csv\b/i.test(accept ?? '') ? 'csv' : 'ndjson');
  if (kind === 'csv') return { kind, bom: bom ?? false, escapeFormulas: formulas === 'escape' };
  if (bom !== undefined && bom !== null) throw onlyForCsv('bom');
  if (formulas !== undefined && formulas !== null) throw onlyForCsv('formulas');
  return { kind };
}

const onlyForCsv = (name: string): MusterError =>
  new MusterError('BAD_INPUT', `\`${name}\` is for CSV alone; ask for the format "csv".`, { path: [name] });

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

function usersFile(door: Door, asked: UsersRequest, accept: string | undefined): ExportedFile {
  const where: UserFilter | null = isGiven(asked.where) ? userFilterOf(asked.where, ['where']) : null;
  const orderBy = isGiven(asked.orderBy) ? userOrderOf(asked.orderBy, ['orderBy']) : null;
  const shape: Shape = { format: formatOf(asked, accept), columns: asked.columns ?? null, orderBy };
  return fileOf('users', shape, (ctx) => door.app.services.exports.lists.users(ctx, { where }, shape));
}

function groupsFile(door: Door, asked: GroupsRequest, accept: string | undefined): ExportedFile {
  const where: GroupFilter | null = isGiven(asked.where) ? groupFilterOf(asked.where, ['where']) : null;
  const orderBy = isGiven(asked.orderBy) ? groupOrderOf(asked.orderBy, ['orderBy']) : null;
  const shape: Shape = { format: formatOf(asked, accept), columns: asked.columns ?? null, orderBy };
  return fileOf(`groups-${asked.key}`, shape, (ctx) => groups(door, ctx, asked, where, shape));
}

async function* groups(
  { app: { services } }: Door,
  ctx: RequestContext,
  { key, search }: GroupsRequest,
  where: GroupFilter | null,
  shape: Shape,
): AsyncGenerator<string> {
  const groupKey = await services.groupKeys.resolve(ctx.project.id, key, ['key']);
  const companyKey = isGiven(search) ? await services.groupKeys.companyKey(ctx.project.id) : null;
  const nameProperty = companyKey?.groupKey.id === groupKey.id ? companyKey.nameProperty : null;
  const wanted = search === undefined || search === null ? null : { text: search, nameProperty };
  yield* services.exports.lists.groups(ctx, groupKey, { where, search: wanted }, shape);
}

const fileOf = (name: string, { format }: Shape, text: ExportedFile['text']): ExportedFile => ({
  type: format.kind === 'csv' ? csv : ndjson,
  name: `${name}.${format.kind}`,
  text,
});

function refuseOtherMethods(scope: FastifyInstance, url: string, allowed: string): void {
  scope.route({
    method: ['PUT', 'PATCH', 'DELETE', ...(allowed.includes('POST') ? [] : ['POST'])],
    url,
    async handler(_request, reply) {
      reply.header('allow', allowed).code(405);
      throw new MusterError('MALFORMED_REQUEST', `Ask by ${allowed.replace(', ', ' or ')}.`);
    },
  });
}

/** One list, by POST with a question as JSON and by GET for links. */
function addList(scope: FastifyInstance, door: Door, url: string, body: Reading, link: Reading): void {
  const route = (method: 'GET' | 'POST', read: Reading): void => {
    scope.route({
      method,
      url,
      exposeHeadRoute: false,
      onRequest: admit(door),
      handler: (request, reply) => answer(door, request, reply, read),
    });
  };
  refuseOtherMethods(scope, url, 'GET, POST');
  route('GET', link);
  route('POST', (request) => {
    assertNoParameters(request.raw.url ?? '');
    return body(request);
  });
}

/** What streams out: raw events as Mixpanel exports them, and lists of users and groups. */
export async function addExportRoutes(server: FastifyInstance, door: Door): Promise<void> {
  await server.register(async (scope) => addRawExport(scope, door));
  await server.register(async (scope) => {
    addList(
      scope,
      door,
      '/api/export/users',
      (request) => usersFile(door, readUsersBody(request.body), request.headers.accept),
      (request) => usersFile(door, readUsersLink(request.raw.url ?? ''), request.headers.accept),
    );
    addList(
      scope,
      door,
      '/api/export/groups',
      (request) => groupsFile(door, readGroupsBody(request.body), request.headers.accept),
      (request) => groupsFile(door, readGroupsLink(request.raw.url ?? ''), request.headers.accept),
    );
  });
}
