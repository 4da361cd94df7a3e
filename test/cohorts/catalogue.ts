import { bindGroupFilter, bindUserFilter } from '../../src/cohorts/bind.js';
import { lowerEventExpression, storedEventProperty } from '../../src/cohorts/expressions/lower-event.js';
import { parseExpression } from '../../src/cohorts/expressions/parse.js';
import type { EventFilter, GroupFilter, PropertyCondition, UserFilter } from '../../src/cohorts/filter.js';
import { groupsByMembers, groupsOfEvents, groupsSeen, usersOfEvents, usersSeen } from '../../src/cohorts/lookups.js';
import { ofProject } from '../../src/cohorts/lower/actors.js';
import { type Order, orderedGroups, orderedUsers } from '../../src/cohorts/lower/order.js';
import { allOf, expressionOf } from '../../src/cohorts/lower/predicate.js';
import {
  groupPropertyNames,
  groupsPage,
  groupsSize,
  userPropertyNames,
  usersPage,
  usersSize,
} from '../../src/cohorts/questions.js';
import { figuresIn } from '../../src/reports/behind/figures.js';
import { as, call, col, select, table } from '../../src/warehouse/sql/builders.js';
import type { Query } from '../../src/warehouse/sql/nodes.js';
import { asAnalyst, keysOf } from './stored-world.js';

/*
 * Questions whose SQL is kept in test/sql, so that a change of it is seen in review. Every operator, every kind of
 * filter, every order and every lookup is in here.
 */

const projectId = 7;
const [company, team] = keysOf(projectId, ['company_id', 'team']);
if (company === undefined || team === undefined) throw new Error('two keys are needed');
const scope = { projectId, groupKeyId: company.id };
const bindingScope = {
  now: Date.UTC(2026, 2, 1, 12),
  groupKeys: [company, team],
  cohorts: new Map(),
  figures: figuresIn(asAnalyst(projectId).project),
};

const property = (condition: PropertyCondition, name = 'plan') => ({ kind: 'property', name, condition }) as const;
const isPlan = (...values: string[]) => property({ kind: 'textIsOneOf', values, ignoreCase: false });
const some = (where: GroupFilter, groupKey = 'company_id'): UserFilter => ({ kind: 'someGroup', groupKey, where });
const not = <Filter>(filter: Filter) => ({ kind: 'not', filter }) as const;
const both = <Filter>(...filters: Filter[]) => ({ kind: 'and', filters }) as const;
const either = <Filter>(...filters: Filter[]) => ({ kind: 'or', filters }) as const;
const did = {
  kind: 'did',
  event: 'Order placed',
  atLeast: null,
  atMost: null,
  within: { kind: 'ever' },
  where: null,
} as const;

const byId: Order = { kind: 'id', direction: 'ASC' };
const bySeats = (direction: 'ASC' | 'DESC'): Order => ({ kind: 'property', name: 'seats', direction });

const users = (where: UserFilter | null): Query =>
  usersSize(projectId, where === null ? null : bindUserFilter(where, bindingScope));
const groups = (where: GroupFilter | null): Query =>
  groupsSize(scope, { where: where === null ? null : bindGroupFilter(where, company.id, bindingScope), search: null });

function pageOfUsers(where: UserFilter | null, order: Order, after: Array<string | number> | null = null): Query {
  const bound = where === null ? null : bindUserFilter(where, bindingScope);
  return usersPage(projectId, bound, { order: orderedUsers(order), after, limit: 51 });
}

function pageOfGroups(order: Order, after: Array<string | number> | null, search: string | null = null): Query {
  const wanted = search === null ? null : { text: search, nameProperty: 'name' };
  return groupsPage(scope, { where: null, search: wanted }, { order: orderedGroups(order), after, limit: 51 });
}

/** Users with a profile, by an expression. */
const usersSuchThat = (where: string, onlyWithProfile = true): Query =>
  usersSize(projectId, null, { expression: parseExpression(where), onlyWithProfile });

/** Events, by an expression. */
const eventsSuchThat = (where: string): Query =>
  select({
    columns: [as(call('count'), 'size')],
    from: table('events'),
    where: expressionOf(
      allOf(
        ofProject(projectId),
        lowerEventExpression(parseExpression(where), {
          property: storedEventProperty,
          userProperty: null,
          time: col('time'),
        }),
      ),
    ),
  });

const operators: Record<string, PropertyCondition> = {
  'text-is-one-of': { kind: 'textIsOneOf', values: ['pro', 'team'], ignoreCase: false },
  'text-is-one-of-ignoring-case': { kind: 'textIsOneOf', values: ['pro', 'team'], ignoreCase: true },
  'text-is-none-of': { kind: 'textIsNoneOf', values: ['pro'], ignoreCase: false },
  'text-is-none-of-ignoring-case': { kind: 'textIsNoneOf', values: ['pro'], ignoreCase: true },
  'text-contains': { kind: 'textContains', text: 'pro', ignoreCase: false },
  'text-contains-ignoring-case': { kind: 'textContains', text: 'pro', ignoreCase: true },
  'text-starts-with': { kind: 'textStartsWith', text: 'pro', ignoreCase: false },
  'text-ends-with': { kind: 'textEndsWith', text: 'pro', ignoreCase: false },
  'number-equals': { kind: 'number', operator: 'equals', value: 12.5 },
  'number-not-equals': { kind: 'number', operator: 'notEquals', value: 12.5 },
  'number-less-than': { kind: 'number', operator: 'lessThan', value: 12.5 },
  'number-at-most': { kind: 'number', operator: 'atMost', value: 12.5 },
  'number-greater-than': { kind: 'number', operator: 'greaterThan', value: 12.5 },
  'number-at-least': { kind: 'number', operator: 'atLeast', value: 12.5 },
  'number-between': { kind: 'numberBetween', from: 1, to: 2 },
  'boolean-is': { kind: 'booleanIs', value: true },
  'date-before': { kind: 'dateBefore', instant: Date.UTC(2026, 0, 1) },
  'date-after': { kind: 'dateAfter', instant: Date.UTC(2026, 0, 1) },
  'date-in-last-days': { kind: 'dateInLastDays', days: 30 },
  'list-any-of': { kind: 'listAnyOf', values: ['a', 1, true] },
  'list-all-of': { kind: 'listAllOf', values: ['a', 1] },
  'list-none-of': { kind: 'listNoneOf', values: ['a'] },
  'is-set': { kind: 'isSet' },
  'is-not-set': { kind: 'isNotSet' },
};

/** File name without ending, and the question. */
export const catalogue: Readonly<Record<string, Query>> = {
  ...Object.fromEntries(
    Object.entries(operators).map(([name, condition]) => [`operator-${name}`, users(property(condition))]),
  ),
  'users-all': users(null),
  'users-by-id': users({ kind: 'id', values: ['ann', 'bob'] }),
  'users-some-group': users(some(isPlan('enterprise'))),
  'users-some-group-with-both': users(
    some(both<GroupFilter>(isPlan('enterprise'), property({ kind: 'isSet' }, 'seats'))),
  ),
  'users-some-group-with-each': users(both(some(isPlan('enterprise')), some(property({ kind: 'isSet' }, 'seats')))),
  'users-some-group-negative': users(some(not(isPlan('enterprise')))),
  'users-some-group-by-id': users(some({ kind: 'id', values: ['acme'] })),
  'users-some-group-did': users(some({ ...did, atLeast: 3 })),
  'users-some-group-property-or-did': users(some(either<GroupFilter>(isPlan('enterprise'), did))),
  'users-some-group-property-and-not-did': users(some(both<GroupFilter>(isPlan('enterprise'), not(did)))),
  'users-no-group': users(not(some(isPlan('enterprise')))),
  'users-of-two-keys': users(both(some(isPlan('enterprise')), some(isPlan('core'), 'team'))),
  'users-belong-to-any': users({ kind: 'belongsTo', groupKey: 'company_id', moreThan: 0 }),
  'users-belong-to-none': users(not({ kind: 'belongsTo', groupKey: 'company_id', moreThan: 0 } as const)),
  'users-belong-to-more-than': users({ kind: 'belongsTo', groupKey: 'company_id', moreThan: 2 }),
  'users-did': users(did),
  'users-did-at-least': users({ ...did, atLeast: 3, within: { kind: 'lastDays', days: 30 } }),
  'users-did-never': users({ ...did, atMost: 0 }),
  'users-did-between-counts': users({
    ...did,
    atLeast: 1,
    atMost: 5,
    within: { kind: 'between', from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 1, 1) },
  }),
  'users-did-with-properties': users({
    ...did,
    where: both<EventFilter>(isPlan('pro'), not(property({ kind: 'booleanIs', value: true }, 'trial'))),
  }),
  'users-did-for-a-group': users({
    ...did,
    where: { kind: 'eventGroup', groupKey: 'company_id', where: isPlan('pro'), properties: 'CURRENT' },
  }),
  'users-did-for-a-group-of-then': users({
    ...did,
    where: { kind: 'eventGroup', groupKey: 'company_id', where: isPlan('pro'), properties: 'AS_OF_EVENT' },
  }),
  'users-did-anything': users({ ...did, event: null }),
  'users-contradiction': users(both<UserFilter>(some(isPlan('a')), { ...did, atLeast: 2 }, not(isPlan('b')))),
  'users-page': pageOfUsers(some(isPlan('enterprise')), byId),
  'users-page-after': pageOfUsers(some(isPlan('enterprise')), byId, ['bob']),
  'users-page-all-descending': pageOfUsers(null, { kind: 'id', direction: 'DESC' }, ['bob']),
  'users-page-by-property': pageOfUsers(null, bySeats('ASC')),
  'users-page-by-property-after': pageOfUsers(null, bySeats('DESC'), [0, 0, 12.5, '', 'bob']),
  'groups-all': groups(null),
  'groups-by-property': groups(isPlan('enterprise')),
  'groups-without-property': groups(not(isPlan('enterprise'))),
  'groups-did': groups({ ...did, atLeast: 2 }),
  'groups-did-never': groups({ ...did, atMost: 0 }),
  'groups-page': pageOfGroups(byId, null),
  'groups-page-by-property-after': pageOfGroups(bySeats('ASC'), [0, 1, 0, 'ten', 'acme']),
  'groups-page-search': pageOfGroups(byId, ['acme'], 'Corp'),
  'expression-equal': usersSuchThat('properties["plan"] == "pro" and properties["seats"] != 5'),
  'expression-in-list': usersSuchThat('properties["plan"] in ["pro", "team", 7] or properties["trial"]'),
  'expression-compared': usersSuchThat('properties["seats"] >= 20 and not (number(properties["age"]) < 18)'),
  'expression-arithmetic': usersSuchThat('round(properties["spent"] / properties["seats"]) % 10 == 3'),
  'expression-sum': usersSuchThat('properties["first"] + " " + properties["last"] == "Ann Lee"'),
  'expression-in-value': usersSuchThat('"eu" in properties["tags"] or has_prefix(properties["plan"], "p")'),
  'expression-dates': usersSuchThat('properties["created"] >= datetime("2026-01-01T00:00:00")'),
  'expression-defined': usersSuchThat('not defined(user["email"]) and not properties["blocked"]'),
  'expression-id': usersSuchThat('has_prefix(properties["$distinct_id"], "u-") or properties["$distinct_id"] == "ann"'),
  'expression-everybody': usersSuchThat('properties["$distinct_id"] != "ann" and properties["plan"] != "pro"', false),
  'expression-of-groups': groupsSize(scope, {
    where: null,
    search: null,
    profile: { expression: parseExpression('properties["plan"] in ["pro", "team"]'), onlyWithProfile: true },
  }),
  'expression-page': usersPage(
    projectId,
    null,
    { order: orderedUsers(byId), after: ['bob'], skip: 2_000, limit: 1_001 },
    { expression: parseExpression('boolean(properties["admin"])'), onlyWithProfile: false },
  ),
  'expression-of-events': eventsSuchThat(
    'properties["amount"] * 1.2 > 100 and event["$time"] >= datetime("2026-01-01") and properties["distinct_id"] != "ann"',
  ),
  'users-property-names': userPropertyNames(projectId, bindUserFilter(some(isPlan('enterprise')), bindingScope), 2_001),
  'groups-property-names': groupPropertyNames(
    scope,
    { where: null, search: { text: 'acme', nameProperty: null } },
    2_001,
  ),
  'lookup-users-of-events': usersOfEvents(projectId, ['ann', '$device:d1']),
  'lookup-groups-of-events': groupsOfEvents(scope, ['acme', '42']),
  'lookup-groups-of-members': groupsByMembers(scope, ['acme', '42']),
  'lookup-users-seen': usersSeen(projectId, ['ann', '$device:d1']),
  'lookup-groups-seen': groupsSeen(projectId, [
    { groupKeyId: company.id, groupId: 'acme' },
    { groupKeyId: team.id, groupId: 'core' },
  ]),
};
