import type { GroupChange, GroupChangeRow } from '../catalog/repositories/group-changes.js';
import { canonicalJson, type Properties } from '../core/property-values.js';

/** Which properties are others in `after` than in `before`, and what they are there. */
export function changesBetween(before: Properties, after: Properties): Array<Pick<GroupChange, 'name' | 'value'>> {
  const changes: Array<Pick<GroupChange, 'name' | 'value'>> = [];
  const had = new Map(Object.entries(before).map(([name, value]) => [name, canonicalJson(value)]));
  for (const [name, value] of Object.entries(after)) {
    const text = canonicalJson(value);
    if (had.get(name) !== text) changes.push({ name, value: text });
    had.delete(name);
  }
  for (const name of had.keys()) changes.push({ name, value: null });
  return changes;
}

/** The row of `group_history` for a change, as JSON; its value is empty where the property is not set any more. */
export const historyRow = ({ projectId, groupKeyId, groupId, name, value, at, id }: GroupChangeRow): string =>
  JSON.stringify({
    project_id: projectId,
    group_key: groupKeyId,
    group_id: groupId,
    name,
    at,
    revision: id,
    value: value ?? '',
  });
