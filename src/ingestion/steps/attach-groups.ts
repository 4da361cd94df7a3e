import { limits } from '../../core/limits.js';
import { groupIdsOf, isIdText } from '../../core/property-values.js';
import type { EventGroup } from '../../warehouse/writer/stored-event.js';
import type { EventDraft, Setting } from '../event.js';
import { Refusal } from '../refusal.js';

/**
 * The groups the event belongs to: for each registered, not archived key the values of the property of that name. Text
 * or a number, or a list of them; any other value names no group and leaves the event as it is.
 */
export function attachGroups(draft: EventDraft, setting: Setting): Refusal | null {
  if (setting.groupKeys.size === 0) return null;
  let groups: EventGroup[] | null = null;
  for (const name in draft.properties) {
    const groupKeyId = setting.groupKeys.get(name);
    if (groupKeyId === undefined) continue;
    const ids = groupIdsOf(draft.properties[name]);
    if (ids.length > limits.groupsPerKeyAndEvent) return new Refusal('TOO_MANY_GROUPS', `properties.${name}`);
    for (const groupId of ids) {
      if (!isIdText(groupId, limits.idLength)) return new Refusal('GROUP_VALUE_INVALID', `properties.${name}`);
      groups ??= [];
      groups.push({ groupKeyId, groupId });
    }
  }
  if (groups !== null) draft.groups = groups;
  return null;
}
