import type { Identity } from './identity.js';
import type { Recorder } from './recorder.js';

/** An id as text; undefined where the value names nobody. */
export const idText = (value: unknown): string | undefined =>
  Number.isFinite(value) || (typeof value === 'string' && value !== '') ? String(value) : undefined;

const listOf = (value: unknown): string[] => [value].flat().flatMap((id) => idText(id) ?? []);

/** Groups by key in the form in which events carry them: lists of text. Null and undefined are left out. */
export const groupLists = (groups: object): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(groups).flatMap(([key, ids]) => (ids === null || ids === undefined ? [] : [[key, listOf(ids)]])),
  );

/** The groups of who is here. What changes is seen by the next event, and by the user's profile once the user is known. */
export interface Membership {
  add(key: string, groupId: unknown): void;
  set(key: string, groupIds: unknown): void;
  remove(key: string, groupId: unknown): void;
}

/** @param onWrong told of a call that names no group; it does nothing else. */
export function createMembership(
  identity: Identity,
  recorder: Recorder,
  onWrong: (key: string, value: unknown) => void,
): Membership {
  const carry = (key: string, ids: readonly string[]): void => {
    const { [key]: _, ...others } = identity.read().properties;
    identity.change({ properties: ids.length === 0 ? others : { ...others, [key]: ids } });
  };
  const carried = (key: string): string[] => listOf(identity.read().properties[key]);
  /** Goes on with the id as text, if it is one. */
  const withId = (key: string, groupId: unknown, go: (id: string) => void): void => {
    const id = idText(groupId);
    if (id === undefined) onWrong(key, groupId);
    else go(id);
  };
  return {
    add: (key, groupId) =>
      withId(key, groupId, (id) => {
        carry(key, [...new Set([...carried(key), id])]);
        recorder.people('union', { properties: { [key]: [id] } });
      }),
    set(key, groupIds) {
      const ids = listOf(groupIds);
      if (ids.length < [groupIds].flat().length) {
        onWrong(key, groupIds);
        return;
      }
      carry(key, ids);
      recorder.people('set', { properties: { [key]: ids } });
    },
    remove: (key, groupId) =>
      withId(key, groupId, (id) => {
        carry(
          key,
          carried(key).filter((other) => other !== id),
        );
        recorder.people('remove', { properties: { [key]: id } });
      }),
  };
}
