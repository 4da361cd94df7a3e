import type { GroupFilter, UserFilter } from '../../../src/cohorts/filter.js';
import { encodePoint } from '../../../src/reports/point.js';
import type { GroupWhere, UserWhere } from '../../../src/reports/question/question.js';
import type { Query } from '../../../src/warehouse/sql/nodes.js';
import { type AnyWhere, isPro, named, opened } from '../support/bound-questions.js';
import { events, insightsQuestion, metricOf, series, units } from './catalogue.js';

const users = (where: UserWhere): Query => series('users', units, { where });
const companies = (where: GroupWhere): Query => series('companies', units, { where });
const ofUser = (where: UserFilter): Query => users({ kind: 'user', where });
const ofCompany = (where: GroupFilter, properties: 'CURRENT' | 'AS_OF_EVENT' = 'CURRENT'): GroupWhere => ({
  kind: 'group',
  where,
  properties,
});
const ofTeam = { kind: 'eventGroup', groupKey: 'team', where: isPro, properties: 'CURRENT' } as const;
const ofTeamThen = { ...ofTeam, properties: 'AS_OF_EVENT' } as const;
const often = {
  kind: 'did',
  event: 'Opened',
  atLeast: 3,
  atMost: null,
  within: { kind: 'lastDays', days: 30 },
  where: null,
} as const;
const not = <Where extends AnyWhere>(filter: Where) => ({ kind: 'not', filter }) as const;

/** Behind the second day of a question of insights. */
const behindOrders = {
  report: 'insights',
  question: { ...insightsQuestion, metrics: [metricOf(units, { event: named('Opened') })] },
  point: encodePoint([0, 'ALL', 1]),
};

/** Conditions of every kind. */
export const conditions: Readonly<Record<string, Query>> = {
  'users-where-property': users(isPro),
  'users-where-not-property': users(not(isPro)),
  'users-where-group': users(ofTeam),
  'users-where-group-then': users(ofTeamThen),
  'users-where-no-group': users(not(ofTeamThen)),
  'users-where-group-did': users({ ...ofTeam, where: often }),
  'users-where-both': users({ kind: 'and', filters: [isPro, ofTeam, { kind: 'user', where: isPro }] }),
  'users-where-either': users({ kind: 'or', filters: [isPro, ofTeamThen, { kind: 'user', where: isPro }] }),
  'users-where-user': ofUser(isPro),
  'users-where-user-is': ofUser({ kind: 'id', values: ['ann', 'bob'] }),
  'users-where-user-did': ofUser(often),
  'users-where-user-in-cohort': ofUser({ kind: 'cohort', cohortId: 'admins' }),
  'users-where-user-in-group': ofUser({ kind: 'someGroup', groupKey: 'company_id', where: isPro }),
  'users-where-user-belongs': ofUser({ kind: 'belongsTo', groupKey: 'team', moreThan: 1 }),
  'users-where-user-behind-a-figure': ofUser({
    kind: 'behind',
    figure: { ...behindOrders, subject: { unit: 'USERS' } },
  }),
  'companies-where-property': companies(isPro),
  'companies-where-other-group': companies(ofTeam),
  'companies-where-other-group-then': companies(ofTeamThen),
  'companies-where-some-group-of-the-key': companies({ ...ofTeam, groupKey: 'company_id' }),
  'companies-where-group': companies(ofCompany(isPro)),
  'companies-where-group-then': companies(ofCompany(isPro, 'AS_OF_EVENT')),
  'companies-where-not-group-then': companies(not(ofCompany(isPro, 'AS_OF_EVENT'))),
  'companies-where-group-is': companies(ofCompany({ kind: 'id', values: ['acme'] })),
  'companies-where-group-did': companies(ofCompany(often)),
  'companies-where-group-in-cohort': companies(ofCompany({ kind: 'cohort', cohortId: 'large' })),
  'companies-where-group-in-cohort-then': companies(ofCompany({ kind: 'cohort', cohortId: 'large' }, 'AS_OF_EVENT')),
  'companies-where-group-behind-a-figure': companies(
    ofCompany({
      kind: 'behind',
      figure: { ...behindOrders, subject: { unit: 'GROUPS', groupKey: 'company_id' } },
    }),
  ),
  'companies-where-users-did': companies(opened()),
  'companies-where-users-did-often': companies(opened({ times: 3, atLeast: 2, atMost: 5 })),
  'companies-where-no-users-did': companies(opened({ atMost: 0 })),
  'companies-where-few-users-did-in-the-whole': series('companies', units, {
    interval: 'WHOLE',
    where: opened({ atMost: 1, event: { names: ['Opened'], where: isPro } }),
  }),
  'companies-where-either': companies({ kind: 'or', filters: [ofCompany(isPro), opened({ atLeast: 2 }), ofTeam] }),
  'events-of-companies-where-group-then': series('companies', events, { where: ofCompany(isPro, 'AS_OF_EVENT') }),
};
