import type { GroupKey } from '../core/model.js';
import { canonicalJson, groupIdsOf, type Properties } from '../core/property-values.js';
import type { TableName } from '../warehouse/warehouse.js';

/** Subject key of users' profiles; a group's is the id of its group key. */
export const userSubject = 0;

/** What of a profile its copy is made from. */
export interface CopySource {
  readonly projectId: number;
  readonly subjectKey: number;
  readonly subjectId: string;
  /** Null: the profile is deleted. */
  readonly properties: Properties | null;
  /** The outbox id of the change that made it so. */
  readonly revision: number;
}

/** How many generations of group keys one revision's copies can tell apart. */
const generations = 1_024;

/** Which of several copies is the newest: first by the profile's revision, then by the keys its groups were read with. */
export const copyVersion = (revision: number, keyGeneration: number): string =>
  (BigInt(revision) * BigInt(generations) + BigInt(keyGeneration % generations)).toString();

export const tableOf = (subjectKey: number): TableName =>
  subjectKey === userSubject ? 'user_profiles' : 'group_profiles';

function storedProperties(properties: Properties): Record<string, string> {
  const stored: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(properties)) stored[name] = canonicalJson(value);
  return stored;
}

/** The groups a user belongs to by profile, of all registered keys (archived ones included), in the order of the keys. */
function memberships(properties: Properties, keys: readonly GroupKey[]): { keys: number[]; ids: string[] } {
  const result: { keys: number[]; ids: string[] } = { keys: [], ids: [] };
  for (const { id, key } of keys) {
    for (const groupId of groupIdsOf(Object.hasOwn(properties, key) ? properties[key] : undefined)) {
      result.keys.push(id);
      result.ids.push(groupId);
    }
  }
  return result;
}

/** One row of `user_profiles` or `group_profiles` as JSON; a deleted profile's row only says so. */
export function copyRow(source: CopySource, keys: readonly GroupKey[], keyGeneration: number): string {
  const { projectId, subjectKey, subjectId, properties, revision } = source;
  const common = {
    project_id: projectId,
    version: copyVersion(revision, keyGeneration),
    deleted: properties === null ? 1 : 0,
    properties: storedProperties(properties ?? {}),
  };
  if (subjectKey !== userSubject) return JSON.stringify({ ...common, group_key: subjectKey, group_id: subjectId });
  const groups = memberships(properties ?? {}, keys);
  return JSON.stringify({ ...common, distinct_id: subjectId, group_keys: groups.keys, group_ids: groups.ids });
}
