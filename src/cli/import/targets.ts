import { z } from 'zod';
import { limits } from '../../core/limits.js';
import { type GraphqlClient, isRetryable } from '../graphql-client.js';
import { linesRead, type ReadEntries } from './entries.js';
import { type EventInput, parseEventLine } from './event-lines.js';
import type { ToUtc } from './local-time.js';
import { type ProfileItem, parseGroupLine, parseUserLine } from './profile-lines.js';
import { recordsRead } from './read-records.js';

/** One item the server refused, by its index in what was sent. */
export interface Refusal {
  readonly index: number;
  readonly code: string;
  readonly field: string | null;
  readonly reason: string;
}

/** What became of the items of one request. */
export interface Outcome {
  readonly accepted: number;
  readonly duplicate: number;
  readonly refusals: readonly Refusal[];
}

/** What a file is read into and where it goes; how many batches may be on their way at once. */
export interface Target<Item> {
  readonly read: ReadEntries<Item>;
  readonly send: (items: readonly Item[]) => Promise<Outcome>;
  readonly batchSize: number;
  readonly inFlight: number;
}

const trackBatch = `mutation Import($events: [EventInput!]!) {
  trackBatch(events: $events) { accepted duplicate refused refusals { index reason field message } }
}`;

const profileBatch = `mutation Import($operations: [ProfileOperationInput!]!) {
  profileBatch(operations: $operations) { applied refused refusals { index code field message } }
}`;

const refusal = z.object({ index: z.number(), field: z.string().nullish(), message: z.string().nullish() });

const trackAnswer = z.object({
  trackBatch: z.object({
    accepted: z.number(),
    duplicate: z.number(),
    refusals: z.array(refusal.extend({ reason: z.string().nullish() })),
  }),
});

const profileAnswer = z.object({
  profileBatch: z.object({
    applied: z.number(),
    refusals: z.array(refusal.extend({ code: z.string().nullish() })),
  }),
});

/** Sends events with `trackBatch`. */
export async function sendEvents(client: GraphqlClient, events: readonly EventInput[]): Promise<Outcome> {
  const answer = trackAnswer.parse(await client.request(trackBatch, { events })).trackBatch;
  const refusals = answer.refusals.map(({ index, reason, field, message }) => ({
    index,
    code: reason ?? 'REFUSED',
    field: field ?? null,
    reason: message ?? 'The server gave no reason.',
  }));
  return { accepted: answer.accepted, duplicate: answer.duplicate, refusals };
}

/** Why a batch must be sent again: a store that failed halfway refuses the rest of it, in the answer. */
function interruption(data: unknown): string | null {
  const { refusals } = profileAnswer.parse(data).profileBatch;
  const passing = refusals.find(({ code }) => isRetryable(code ?? ''));
  return passing === undefined ? null : `${passing.code}: ${passing.message}`;
}

/** Sends profile operations with `profileBatch`; the server applies them in order. */
export async function sendProfiles(client: GraphqlClient, items: readonly ProfileItem[]): Promise<Outcome> {
  const operations = items.map(operationInput);
  const answer = profileAnswer.parse(
    await client.request(profileBatch, { operations }, items.every(isRepeatable), interruption),
  ).profileBatch;
  const refusals = answer.refusals.map(({ index, code, field, message }) => ({
    index,
    code: code ?? 'REFUSED',
    field: field ?? null,
    reason: message ?? 'The server gave no reason.',
  }));
  return { accepted: answer.applied, duplicate: 0, refusals };
}

/** The API's form of one profile operation: one branch, named as the mutation. */
function operationInput({ subject, operation, ignoreTime, ignoreAlias }: ProfileItem): Record<string, object> {
  const { op, ...content } = operation;
  const time = ignoreTime && op !== 'delete' ? { ignoreTime } : {};
  if (subject.kind === 'group') {
    return { [`group_${op}`]: { groupKey: subject.groupKey, groupId: subject.groupId, ...content, ...time } };
  }
  const alias = ignoreAlias ? { ignoreAlias } : {};
  return { [`people_${op}`]: { distinctId: subject.distinctId, ...content, ...time, ...alias } };
}

/** Whether doing it again changes nothing; sums and appended elements would be counted twice. */
const isRepeatable = ({ operation }: ProfileItem): boolean => operation.op !== 'add' && operation.op !== 'append';

/** Events need no order, so several batches are on their way at once. */
export const eventsTarget = (client: GraphqlClient, toUtc: ToUtc = (time) => time): Target<EventInput> => ({
  read: linesRead((number, text) => parseEventLine(number, text, toUtc)),
  send: (events) => sendEvents(client, events),
  batchSize: limits.batchSize,
  inFlight: 4,
});

/** One batch of profiles at a time: a later record may change what an earlier one wrote. */
const profilesTarget = (
  read: ReadEntries<ProfileItem>,
  send: (items: readonly ProfileItem[]) => Promise<Outcome>,
): Target<ProfileItem> => ({ read, send, batchSize: limits.batchSize, inFlight: 1 });

/** Users, as lines or as Mixpanel exports them; or out of what `read` reads. */
export const usersTarget = (client: GraphqlClient, read = recordsRead(parseUserLine)): Target<ProfileItem> =>
  profilesTarget(read, (items) => sendProfiles(client, items));

/** Groups, as lines; or out of what `read` reads. `keys` registers the group keys a batch needs before it is sent. */
export const groupsTarget = (
  client: GraphqlClient,
  keys: { ensure(names: Iterable<string>): Promise<void> } | null,
  read: ReadEntries<ProfileItem> = recordsRead(parseGroupLine),
): Target<ProfileItem> =>
  profilesTarget(read, async (items) => {
    await keys?.ensure(items.flatMap(({ subject }) => (subject.kind === 'group' ? [subject.groupKey] : [])));
    return sendProfiles(client, items);
  });
