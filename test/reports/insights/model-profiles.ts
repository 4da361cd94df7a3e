import type { GroupFilter, UserFilter } from '../../../src/cohorts/filter.js';
import type { AnyInsights } from '../../../src/reports/insights/insights.js';
import type { ProfileMetric } from '../../../src/reports/insights/question.js';
import type { GroupBreakdown, UserBreakdown } from '../../../src/reports/question/question.js';
import {
  groupProperties,
  groupSatisfies,
  userProperties,
  userSatisfies,
  type World,
  type WorldEvent,
} from '../../cohorts/oracle.js';
import { canonicalUser, combinations, type ModelSubject, segmentsOf } from '../support/model-rows.js';
import { aggregateOf, type Figure, wantedValues } from './model.js';

/*
 * What metrics of profiles mean: who has a profile, and one figure of these.
 */

type OfProfiles = ProfileMetric<UserFilter | GroupFilter>;

const isOfUnits = (by: UserBreakdown | GroupBreakdown): boolean =>
  by.kind === 'userProperty' ||
  by.kind === 'membership' ||
  (by.kind === 'groupProperty' && by.name !== null && by.properties === 'CURRENT');

/** Whether the breakdowns of a question divide its metrics of profiles. */
export const dividesProfiles = ({ segments }: AnyInsights): boolean => segments.by.every(isOfUnits);

/** The figure of the profiles that fall into some segments; null: of all. */
export function figureOfProfiles(
  world: World,
  subject: ModelSubject,
  question: AnyInsights,
  { where, property }: OfProfiles,
  isWanted: ((segment: readonly string[]) => boolean) | null,
): Figure {
  const units = profilesOf(world, subject)
    .filter(({ id }) => where === null || unitSatisfies(world, subject, id, where))
    .filter(({ id }) => {
      if (isWanted === null) return true;
      if (!dividesProfiles(question)) return false;
      const ofUnit = { event: noEvent, unit: id };
      return combinations(question.segments.by.map((by) => segmentsOf(world, subject, ofUnit, by))).some(isWanted);
    });
  if (property === null) return units.length;
  const { name, aggregate } = property;
  return aggregateOf(
    wantedValues(
      units.map(({ properties }) => properties[name] ?? null),
      aggregate,
    ),
    aggregate,
  );
}

/** Nothing of it is looked at where units decide. */
const noEvent: WorldEvent = { distinctId: '', name: '', timeMs: 0, groups: [], properties: {} };

/** Who has a profile: users, but for devices that became somebody else, or the groups of a key. */
function profilesOf(world: World, subject: ModelSubject) {
  const ids =
    subject.unit === 'USERS'
      ? world.users.filter(({ id, deleted }) => !deleted && canonicalUser(world, id) === id)
      : world.groups.filter(({ key, deleted }) => !deleted && key === subject.key);
  return ids.map(({ id }) => ({
    id,
    properties: subject.unit === 'USERS' ? userProperties(world, id) : groupProperties(world, subject.key, id),
  }));
}

function unitSatisfies(world: World, subject: ModelSubject, id: string, filter: UserFilter | GroupFilter): boolean {
  if (subject.unit === 'USERS') return userSatisfies(world, id, filter);
  if (isOfGroups(filter)) return groupSatisfies(world, subject.key, id, filter);
  throw new Error('a question about groups has filters of groups');
}

const isOfGroups = (filter: UserFilter | GroupFilter): filter is GroupFilter =>
  !/"kind":"(someGroup|belongsTo)"/.test(JSON.stringify(filter));
