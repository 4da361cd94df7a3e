import { z } from 'zod';
import { ask } from '../server-process.js';
import type { EventRecord, Histories } from './files.js';

const batch = 2_000;

const tracked = z.object({
  trackBatch: z.object({ accepted: z.number(), duplicate: z.number(), refused: z.number() }),
});
const applied = z.object({ profileBatch: z.object({ applied: z.number(), refused: z.number() }) });

const trackBatch = 'mutation ($events: [EventInput!]!) { trackBatch(events: $events) { accepted duplicate refused } }';
const profileBatch =
  'mutation ($operations: [ProfileOperationInput!]!) { profileBatch(operations: $operations) { applied refused } }';

/**
 * Sends the histories as a client would: the group keys first, since events are attributed as they arrive, then events
 * and profiles. Every fifth batch of events is sent a second time, as after an answer that was lost; reports must not
 * show it.
 *
 * @throws Error if anything is refused, or a second sending is taken for news
 */
export async function load(url: string, secret: string, { events, groups, users }: Histories, timeZone: string) {
  await ask(url, secret, 'mutation ($timeZone: String!) { updateProject(timeZone: $timeZone) { id } }', { timeZone });
  for (const key of new Set(groups.map((group) => group.group_key))) {
    const register = 'mutation ($key: String!) { addGroupKey(key: $key, displayName: $key) { key } }';
    await ask(url, secret, register, { key });
  }
  const begun = performance.now();
  for (const [number, some] of inBatches(events).entries()) {
    await send(url, secret, some, { accepted: some.length, duplicate: 0, refused: 0 });
    if (number % 5 === 0) await send(url, secret, some, { accepted: 0, duplicate: some.length, refused: 0 });
  }
  const eventsMs = performance.now() - begun;
  const operations = [
    ...groups.map((group) => ({
      group_set: { groupKey: group.group_key, groupId: group.group_id, properties: group.$set },
    })),
    ...users.map((user) => ({ people_set: { distinctId: user.distinct_id, properties: user.$set } })),
  ];
  for (const some of inBatches(operations)) {
    const answer = applied.parse(await ask(url, secret, profileBatch, { operations: some }));
    if (answer.profileBatch.applied !== some.length) throw new Error(`not applied: ${JSON.stringify(answer)}`);
  }
  return { eventsMs, profilesMs: performance.now() - begun - eventsMs };
}

async function send(
  url: string,
  secret: string,
  records: readonly EventRecord[],
  expected: z.infer<typeof tracked>['trackBatch'],
): Promise<void> {
  // Time, distinct id and insert id stay among the properties, as an import has them.
  const events = records.map(({ event, properties }) => ({ name: event, properties }));
  const { trackBatch: answer } = tracked.parse(await ask(url, secret, trackBatch, { events }));
  if (answer.accepted !== expected.accepted || answer.duplicate !== expected.duplicate) {
    throw new Error(`${JSON.stringify(expected)} was expected of a batch, and the answer is ${JSON.stringify(answer)}`);
  }
}

function inBatches<Item>(items: readonly Item[]): Item[][] {
  const batches: Item[][] = [];
  for (let from = 0; from < items.length; from += batch) batches.push(items.slice(from, from + batch));
  return batches;
}
