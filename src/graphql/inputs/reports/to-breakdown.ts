import type { EventBreakdown, GroupBreakdown, UserBreakdown } from '../../../reports/question/question.js';
import { badInput, given, type Path } from '../path.js';
import type { GroupBreakdownInput, UserBreakdownInput } from './breakdowns.js';
import { toEventChoice } from './to-event-filter.js';

function toEventBreakdown({
  eventProperty,
  eventGroup,
}: Pick<UserBreakdownInput, 'eventProperty' | 'eventGroup'>): EventBreakdown | undefined {
  if (given(eventProperty)) {
    return { kind: 'eventProperty', name: eventProperty.name, buckets: eventProperty.buckets ?? null };
  }
  if (!given(eventGroup)) return undefined;
  const { key, property, properties, buckets } = eventGroup;
  return { kind: 'eventGroup', groupKey: key, property: property ?? null, properties, buckets: buckets ?? null };
}

/** A breakdown of a report on users as plain data. @throws MusterError BAD_INPUT with the place */
export function toUserBreakdown(input: UserBreakdownInput, path: Path): UserBreakdown {
  const { userProperty, membership, cohort } = input;
  const ofEvent = toEventBreakdown(input);
  if (ofEvent !== undefined) return ofEvent;
  if (given(userProperty)) {
    return { kind: 'userProperty', name: userProperty.name, buckets: userProperty.buckets ?? null };
  }
  if (given(membership)) {
    const { key, property, buckets } = membership;
    return { kind: 'membership', groupKey: key, property: property ?? null, buckets: buckets ?? null };
  }
  if (given(cohort)) return { kind: 'cohort', cohortId: cohort };
  throw badInput(path, 'Give exactly one of eventProperty, eventGroup, userProperty, membership, cohort.');
}

/** A breakdown of a report on groups as plain data. @throws MusterError BAD_INPUT with the place */
export function toGroupBreakdown(input: GroupBreakdownInput, path: Path): GroupBreakdown {
  const { groupProperty, cohort, usersWhoDid } = input;
  const ofEvent = toEventBreakdown(input);
  if (ofEvent !== undefined) return ofEvent;
  if (given(groupProperty)) {
    const { name, properties, buckets } = groupProperty;
    return { kind: 'groupProperty', name: name ?? null, properties, buckets: buckets ?? null };
  }
  if (given(cohort)) return { kind: 'cohort', cohortId: cohort };
  if (given(usersWhoDid)) {
    const event = toEventChoice(usersWhoDid.event, [...path, 'usersWhoDid', 'event']);
    return { kind: 'usersWhoDid', event, times: usersWhoDid.times, buckets: usersWhoDid.buckets ?? null };
  }
  throw badInput(path, 'Give exactly one of eventProperty, eventGroup, groupProperty, cohort, usersWhoDid.');
}
