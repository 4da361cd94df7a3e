import { Field, ID, InputType } from 'type-graphql';
import { limits } from '../../../core/limits.js';
import type { FeedOf } from '../../../reports/live/feed.js';
import { badInput, given, type Path } from '../path.js';

@InputType('LiveEventsWhere', {
  description: 'Which events: of a user, or of a group, or, with neither, of everybody.',
})
export class LiveEventsWhereInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Of this user, by distinct id, devices linked to the user included. Not together with a group.',
  })
  distinctId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of a group of this key: its name or its `dataGroupId`. Together with `groupId`.',
  })
  key?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of the group with this id. Together with `key`.' })
  groupId?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: `Only events of these names, 1 to ${limits.filterValues}. Left out: of any.`,
  })
  names?: string[] | null;
}

/** Whose events are asked for, the group key still by name. */
export type AskedFeed =
  | Exclude<FeedOf, { readonly kind: 'group' }>
  | { readonly kind: 'group'; readonly key: string; readonly groupId: string };

/** Whose events are asked for. @throws MusterError BAD_INPUT with the place */
export function askedFeed(where: LiveEventsWhereInput | null | undefined, path: Path): AskedFeed {
  const { distinctId, key, groupId } = where ?? {};
  if (given(key) && !given(groupId)) throw badInput([...path, 'groupId'], 'Give the group’s id beside its key.');
  if (given(groupId) && !given(key)) throw badInput([...path, 'key'], 'Give the group’s key beside its id.');
  const group = given(key) && given(groupId) ? { key, groupId } : null;
  if (!given(distinctId)) return group === null ? { kind: 'all' } : { kind: 'group', ...group };
  if (group !== null) throw badInput([...path, 'distinctId'], 'Give a user or a group, not both.');
  return { kind: 'user', distinctId };
}

/** The names asked for; null where any will do. @throws MusterError BAD_INPUT with the place */
export function askedNames(where: LiveEventsWhereInput | null | undefined, path: Path): ReadonlySet<string> | null {
  const names = where?.names;
  if (!given(names)) return null;
  if (names.length >= 1 && names.length <= limits.filterValues) return new Set(names);
  throw badInput([...path, 'names'], `Give 1 to ${limits.filterValues} names.`);
}
