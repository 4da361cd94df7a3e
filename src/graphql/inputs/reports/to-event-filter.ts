import type { EventFilter, EventGroupFilter, PropertyFilter } from '../../../cohorts/filter.js';
import type { EventChoice, GroupWhere, UserWhere } from '../../../reports/question/question.js';
import { badInput, given, type Path } from '../path.js';
import { type Branches, toCommon, toEventFilter, toEventGroup, toGroupFilter, toUserFilter } from '../to-filter.js';
import type {
  EventChoiceInput,
  GroupEventChoiceInput,
  GroupEventFilterInput,
  UserEventChoiceInput,
  UserEventFilterInput,
} from './event-filters.js';

/** Conditions on events when users are analysed, as plain data. @throws MusterError BAD_INPUT with the place */
export function toUserWhere(input: UserEventFilterInput, path: Path): UserWhere {
  const common = toShared<UserEventFilterInput, UserWhere>(input, path, toUserWhere);
  if (common !== undefined) return common;
  if (given(input.user)) return { kind: 'user', where: toUserFilter(input.user, [...path, 'user']) };
  throw badInput(path, 'Give exactly one of and, or, not, property, eventGroup, user.');
}

/** Conditions on events when groups are analysed, as plain data. @throws MusterError BAD_INPUT with the place */
export function toGroupWhere(input: GroupEventFilterInput, path: Path): GroupWhere {
  const common = toShared<GroupEventFilterInput, GroupWhere>(input, path, toGroupWhere);
  if (common !== undefined) return common;
  if (given(input.group)) {
    const { where, properties } = input.group;
    return { kind: 'group', where: toGroupFilter(where, [...path, 'group', 'where']), properties };
  }
  if (given(input.usersWhoDid)) {
    const { event, times, atLeast, atMost } = input.usersWhoDid;
    return {
      kind: 'usersWhoDid',
      event: toEventChoice(event, [...path, 'usersWhoDid', 'event']),
      times,
      atLeast: atLeast ?? null,
      atMost: atMost ?? null,
    };
  }
  throw badInput(path, 'Give exactly one of and, or, not, property, eventGroup, group, usersWhoDid.');
}

type Shared<Filter> =
  | PropertyFilter
  | EventGroupFilter
  | { readonly kind: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter };

const toShared = <Input extends Branches<Input> & Pick<UserEventFilterInput, 'eventGroup'>, Filter>(
  input: Input,
  path: Path,
  into: (input: Input, path: Path) => Filter,
): Shared<Filter> | undefined => toCommon<Input, Filter>(input, path, into) ?? toEventGroup(input, path);

interface ChoiceInput<Where> {
  readonly names?: string[] | null;
  readonly where?: Where | null;
}

const toChoice = <Input, Where>(
  { names, where }: ChoiceInput<Input>,
  path: Path,
  into: (input: Input, path: Path) => Where,
): EventChoice<Where> => ({
  names: names ?? null,
  where: given(where) ? into(where, [...path, 'where']) : null,
});

export const toUserChoice = (input: UserEventChoiceInput, path: Path): EventChoice<UserWhere> =>
  toChoice(input, path, toUserWhere);
export const toGroupChoice = (input: GroupEventChoiceInput, path: Path): EventChoice<GroupWhere> =>
  toChoice(input, path, toGroupWhere);
export const toEventChoice = (input: EventChoiceInput, path: Path): EventChoice<EventFilter> =>
  toChoice(input, path, toEventFilter);
