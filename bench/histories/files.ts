import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

/** An event as the file has it. Properties that no report here asks for are sent along unread. */
const eventRecord = z.object({
  event: z.string(),
  properties: z.looseObject({
    time: z.number(),
    distinct_id: z.string(),
    $insert_id: z.string(),
    repository: z.string(),
    kind: z.string(),
    organization: z.union([z.string(), z.array(z.string())]).optional(),
  }),
});

const groupRecord = z.object({ group_key: z.string(), group_id: z.string(), $set: z.record(z.string(), z.unknown()) });

const userRecord = z.object({ distinct_id: z.string(), $set: z.record(z.string(), z.unknown()) });

export type EventRecord = z.infer<typeof eventRecord>;
export type GroupRecord = z.infer<typeof groupRecord>;
export type UserRecord = z.infer<typeof userRecord>;

/** What a folder holds: what happened to some repositories, who did it, and for whom. */
export interface Histories {
  readonly events: readonly EventRecord[];
  readonly groups: readonly GroupRecord[];
  readonly users: readonly UserRecord[];
}

/** Reads `events.ndjson.gz`, `groups.ndjson.gz` and `users.ndjson.gz`. */
export const readHistories = (folder: string): Histories => ({
  events: linesOf(join(folder, 'events.ndjson.gz')).map((line) => eventRecord.parse(line)),
  groups: linesOf(join(folder, 'groups.ndjson.gz')).map((line) => groupRecord.parse(line)),
  users: linesOf(join(folder, 'users.ndjson.gz')).map((line) => userRecord.parse(line)),
});

const linesOf = (path: string): unknown[] =>
  gunzipSync(readFileSync(path))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
