import type { GraphqlClient } from '../graphql-client.js';
import type { EventInput } from '../import/event-lines.js';
import type { ProfileItem } from '../import/profile-lines.js';
import { type Outcome, sendEvents, sendProfiles } from '../import/targets.js';
import { companyNameProperty, type Sample, sampleKeys } from './sample.js';

const batchSize = 2_000;

/** Registers the sample's group keys and its company key, over the public API, as an owner would. */
export async function setUpKeys(client: GraphqlClient): Promise<void> {
  for (const variables of sampleKeys) {
    await client.request(
      'mutation Register($key: String!, $displayName: String!) { addGroupKey(key: $key, displayName: $displayName) { key } }',
      variables,
    );
  }
  await client.request(
    'mutation Company($key: String!, $name: String!) { setCompanyKey(groupKey: $key, nameProperty: $name) { nameProperty } }',
    { key: sampleKeys[0].key, name: companyNameProperty },
  );
}

/**
 * Loads the sample over the public API: profiles in order, then events, two batches on their way at a time.
 *
 * @throws Error when the server refuses a single item: the sample is ours, so that is a fault.
 */
export async function loadSample(
  client: GraphqlClient,
  sample: Sample,
  onProgress: (what: string, done: number, total: number) => void,
): Promise<void> {
  const profiles: ReadonlyArray<readonly [string, readonly ProfileItem[]]> = [
    ['companies', sample.companies],
    ['workspaces', sample.workspaces],
    ['users', sample.users],
  ];
  for (const [what, items] of profiles) {
    for (let from = 0; from < items.length; from += batchSize) {
      complete(await sendProfiles(client, items.slice(from, from + batchSize)));
      onProgress(what, Math.min(from + batchSize, items.length), items.length);
    }
  }
  await loadEvents(client, sample.events, (done) => onProgress('events', done, sample.events.length));
}

async function loadEvents(
  client: GraphqlClient,
  events: readonly EventInput[],
  onProgress: (done: number) => void,
): Promise<void> {
  let next = 0;
  let done = 0;
  const lane = async () => {
    while (next < events.length) {
      const batch = events.slice(next, next + batchSize);
      next += batchSize;
      complete(await sendEvents(client, batch));
      done += batch.length;
      onProgress(done);
    }
  };
  await Promise.all([lane(), lane()]);
}

function complete({ refusals }: Outcome): void {
  const [first] = refusals;
  if (first !== undefined)
    throw new Error(`The sample was refused: ${first.code} ${first.field ?? ''} ${first.reason}`);
}
