import type { EventDraft, Setting } from '../event.js';

/** The name under which the SDK keeps the shorter list, in place of the key's own. */
export const strayProperty = 'group_key';

const own = (given: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(given, name) ? given[name] : undefined;

/** True if the lists are the same but for one more element in `longer`, in whatever place. */
function isOneLonger(longer: readonly unknown[], list: readonly unknown[]): boolean {
  if (longer.length !== list.length + 1) return false;
  const at = list.findIndex((element, index) => element !== longer[index]);
  return at === -1 || list.slice(at).every((element, index) => element === longer[at + 1 + index]);
}

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((element, index) => element === other[index]);

/** The key from whose list a group was taken away to make `stray`; null if none was; undefined if that cannot be told. */
function keyOf(
  stray: readonly unknown[],
  given: Readonly<Record<string, unknown>>,
  keys: Iterable<string>,
): string | null | undefined {
  if (stray.length === 0) return null;
  const longer: string[] = [];
  let same = false;
  for (const key of keys) {
    const list = own(given, key);
    if (!Array.isArray(list)) continue;
    if (isOneLonger(list, stray)) longer.push(key);
    else if (isSame(list, stray)) same = true;
  }
  if (longer.length === 0 && same) return null;
  return longer.length === 1 && !same ? longer[0] : undefined;
}

/**
 * Takes away what `remove_group` of the Mixpanel browser SDK failed to take away, if the project wants it.
 *
 * The SDK means to keep the shorter list under the key's name, but writes `register({ group_key: list })`, whose name is
 * the literal `group_key`. What its events then carry depends on whether it can store anything in the browser:
 *
 * - Usually it can, and reads the key's own list back from there, whole: `{ company: [a, b, c], group_key: [a, c] }` after
 *   b was removed. Only the last removal shows: c removed next makes it `[a, b]`, with b again.
 * - Otherwise both names stand for one list in memory, which is right: `{ company: [a, c], group_key: [a, c] }`.
 * - When the last group is removed, the key goes and the stray list stays: `{ group_key: [] }`.
 *
 * The stray list says neither its key nor its age: it stays until the next removal, whatever is added or set meanwhile.
 * So it counts only where one registered key's list is the same with one element more, and no other's is just the same.
 * An empty one, and one that is a key's own list, takes nothing from any key and is only dropped. Anything else, such as
 * what is left after a group was added, leaves the event as it came. What cannot be told apart from a removal: the
 * removed group added again, and a list set anew that is the stray one with one element more; docs/concepts.md says so.
 *
 * Works on the properties as given, before they are cut and bounded: both lists must be seen whole.
 */
export function repairRemovedGroups(draft: EventDraft, setting: Setting): null {
  if (!setting.repairRemovedGroups) return null;
  const stray = own(draft.given, strayProperty);
  if (!Array.isArray(stray) || own(draft.given, 'mp_lib') !== 'web') return null;
  const key = keyOf(stray, draft.given, setting.groupKeys.keys());
  if (key === undefined) return null;
  const { [strayProperty]: _, ...rest } = draft.given;
  draft.given = key === null ? rest : { ...rest, [key]: stray };
  return null;
}
