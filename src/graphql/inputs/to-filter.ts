import type {
  CohortReference,
  DidFilter,
  EventFilter,
  EventGroupFilter,
  GroupFilter,
  IdFilter,
  PropertyFilter,
  TimeRange,
  UserFilter,
} from '../../cohorts/filter.js';
import type { PropertyFilterInput } from './conditions.js';
import type { DidFilterInput, EventFilterInput, GroupFilterInput, TimeRangeInput, UserFilterInput } from './filters.js';
import { badInput, given, type Path } from './path.js';
import { toGroupFigure, toUserFigure } from './reports/figures.js';
import { toPropertyFilter } from './to-condition.js';

/** The branches that every filter has, over filters of the same sort. */
export interface Branches<Input> {
  readonly and?: readonly Input[];
  readonly or?: readonly Input[];
  readonly not?: Input;
  readonly property?: PropertyFilterInput;
}

type Common<Filter> =
  | PropertyFilter
  | { readonly kind: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter };

/** Converts the branches all filters share, descending with `into`; undefined if the branch given is another. */
export function toCommon<Input, Filter>(
  input: Branches<Input>,
  path: Path,
  into: (input: Input, path: Path) => Filter,
): Common<Filter> | undefined {
  for (const kind of ['and', 'or'] as const) {
    const inputs = input[kind];
    if (given(inputs)) return { kind, filters: inputs.map((each, index) => into(each, [...path, kind, index])) };
  }
  if (given(input.not)) return { kind: 'not', filter: into(input.not, [...path, 'not']) };
  return given(input.property) ? toPropertyFilter(input.property, [...path, 'property']) : undefined;
}

/** An EventFilter as plain data; `path` and errors as for {@link toGroupFilter}. */
export function toEventFilter(input: EventFilterInput, path: Path): EventFilter {
  const filter = toCommon<EventFilterInput, EventFilter>(input, path, toEventFilter) ?? toEventGroup(input, path);
  if (filter === undefined) throw badInput(path, 'Give exactly one of and, or, not, property, eventGroup.');
  return filter;
}

/** The branch `eventGroup`; undefined if the branch given is another. */
export function toEventGroup(
  { eventGroup }: Pick<EventFilterInput, 'eventGroup'>,
  path: Path,
): EventGroupFilter | undefined {
  if (!given(eventGroup)) return undefined;
  const { key, where, properties } = eventGroup;
  return {
    kind: 'eventGroup',
    groupKey: key,
    where: toGroupFilter(where, [...path, 'eventGroup', 'where']),
    properties,
  };
}

function toTimeRange(input: TimeRangeInput): TimeRange {
  if (given(input.lastDays)) return { kind: 'lastDays', days: input.lastDays };
  const { from, to } = input.between ?? {};
  return { kind: 'between', from: from?.getTime() ?? null, to: to?.getTime() ?? null };
}

const toDid = (input: DidFilterInput, path: Path): DidFilter => ({
  kind: 'did',
  event: input.event ?? null,
  atLeast: input.atLeast ?? null,
  atMost: input.atMost ?? null,
  within: given(input.within) ? toTimeRange(input.within) : { kind: 'ever' },
  where: given(input.where) ? toEventFilter(input.where, [...path, 'where']) : null,
});

type Subject = Pick<GroupFilterInput, 'id' | 'did' | 'cohort'>;

/** The branches that users and groups share; undefined if the branch given is another. */
function toSubjectFilter(input: Subject, path: Path): DidFilter | IdFilter | CohortReference | undefined {
  if (given(input.id)) return { kind: 'id', values: input.id.isOneOf };
  if (given(input.did)) return toDid(input.did, [...path, 'did']);
  return given(input.cohort) ? { kind: 'cohort', cohortId: input.cohort } : undefined;
}

/**
 * A GroupFilter as plain data. Names, sizes and numbers are checked where filters are bound (cohorts).
 *
 * @param path where the filter stands in the arguments, for errors.
 * @throws MusterError BAD_INPUT with the place, for shapes that GraphQL's types cannot refuse.
 */
export function toGroupFilter(input: GroupFilterInput, path: Path): GroupFilter {
  const filter = toCommon<GroupFilterInput, GroupFilter>(input, path, toGroupFilter) ?? toSubjectFilter(input, path);
  if (filter !== undefined) return filter;
  if (given(input.behind)) return { kind: 'behind', figure: toGroupFigure(input.behind, [...path, 'behind']) };
  throw badInput(path, 'Give exactly one of and, or, not, property, id, did, cohort, behind.');
}

/** A UserFilter as plain data; `path` and errors as for {@link toGroupFilter}. */
export function toUserFilter(input: UserFilterInput, path: Path): UserFilter {
  const filter = toCommon<UserFilterInput, UserFilter>(input, path, toUserFilter) ?? toSubjectFilter(input, path);
  if (filter !== undefined) return filter;
  if (given(input.someGroup)) {
    const { key, where } = input.someGroup;
    return { kind: 'someGroup', groupKey: key, where: toGroupFilter(where, [...path, 'someGroup', 'where']) };
  }
  if (given(input.belongsTo)) {
    return { kind: 'belongsTo', groupKey: input.belongsTo.key, moreThan: input.belongsTo.moreThan };
  }
  if (given(input.behind)) return { kind: 'behind', figure: toUserFigure(input.behind, [...path, 'behind']) };
  throw badInput(path, 'Give exactly one of and, or, not, property, id, did, cohort, behind, someGroup, belongsTo.');
}
