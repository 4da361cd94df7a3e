import type { UserBreakdown } from '../../../src/reports/question/question.js';
import type { Query } from '../../../src/warehouse/sql/nodes.js';
import {
  type AnyBreakdown,
  by,
  ofCompanyPlan,
  ofCompanyPlanThen,
  ofPlan,
  ofUserPlan,
  ofUsersWhoOpened,
  opened,
} from '../support/bound-questions.js';
import { events, series, units } from './catalogue.js';

const ofSize: AnyBreakdown = { kind: 'eventProperty', name: 'amount', buckets: [10, 100] };
const ofGroups = {
  kind: 'eventGroup',
  groupKey: 'team',
  property: null,
  properties: 'CURRENT',
  buckets: null,
} as const;
const ofMembership: UserBreakdown = { kind: 'membership', groupKey: 'company_id', property: null, buckets: null };

const usersBy = (...breakdowns: AnyBreakdown[]): Query => series('users', units, { segments: by(...breakdowns) });
const companiesBy = (...breakdowns: AnyBreakdown[]): Query =>
  series('companies', units, { segments: by(...breakdowns) });

/** Breakdowns of every kind. */
export const segments: Readonly<Record<string, Query>> = {
  'users-by-event-property': usersBy(ofPlan),
  'users-by-event-property-in-buckets': usersBy(ofSize),
  'users-by-groups-of-events': usersBy(ofGroups),
  'users-by-property-of-groups-of-events': usersBy({ ...ofGroups, property: 'plan' }),
  'users-by-property-of-groups-then': usersBy({ ...ofGroups, property: 'plan', properties: 'AS_OF_EVENT' }),
  'users-by-property': usersBy(ofUserPlan),
  'users-by-property-in-buckets': usersBy({ ...ofUserPlan, name: 'age', buckets: [18, 30, 65] }),
  'users-by-membership': usersBy(ofMembership),
  'users-by-property-of-membership': usersBy({ ...ofMembership, property: 'plan' }),
  'users-by-property-of-membership-in-buckets': usersBy({ ...ofMembership, property: 'seats', buckets: [10] }),
  'users-by-cohort': usersBy({ kind: 'cohort', cohortId: 'admins' }),
  'users-by-four': usersBy(ofSize, ofUserPlan, ofMembership, { kind: 'cohort', cohortId: 'admins' }),
  'events-by-groups-of-events': series('users', events, { segments: by({ ...ofGroups, property: 'plan' }) }),
  'events-of-users-by-membership': series('users', events, { segments: by(ofMembership) }),
  'groups-of-users-by-event-property': series('users', units, {
    unit: { kind: 'groupsOf', groupKey: 'company_id' },
    segments: by(ofPlan),
  }),
  'companies-by-event-property': companiesBy(ofPlan),
  'companies-by-groups-of-events': companiesBy(ofGroups),
  'companies-by-property-of-groups-then': companiesBy({ ...ofGroups, property: 'plan', properties: 'AS_OF_EVENT' }),
  'companies-by-themselves': companiesBy({ ...ofCompanyPlan, name: null }),
  'companies-by-property': companiesBy(ofCompanyPlan),
  'companies-by-property-in-buckets': companiesBy({ ...ofCompanyPlan, name: 'seats', buckets: [10, 100] }),
  'companies-by-property-then': companiesBy(ofCompanyPlanThen),
  'companies-by-property-then-in-buckets': companiesBy({ ...ofCompanyPlanThen, name: 'seats', buckets: [10] }),
  'companies-by-property-now-and-then': companiesBy(ofCompanyPlan, ofCompanyPlanThen),
  'companies-by-cohort': companiesBy({ kind: 'cohort', cohortId: 'large' }),
  'companies-by-users-who-did': companiesBy(ofUsersWhoOpened),
  'companies-by-users-who-did-in-the-whole': series('companies', units, {
    interval: 'WHOLE',
    segments: by(ofUsersWhoOpened),
  }),
  'companies-by-users-who-did-often': companiesBy({ ...opened(), times: 3, buckets: null }),
  'users-of-companies-by-property-then': series('companies', units, {
    unit: { kind: 'users' },
    segments: by(ofCompanyPlanThen),
  }),
  'events-of-companies-by-property': series('companies', events, { segments: by(ofCompanyPlan) }),
};
