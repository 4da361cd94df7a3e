import type { GroupFilter, UserFilter } from '../src/cohorts/filter.js';

/** One question, as Muster is asked it and as an expert would write it; several texts where it is not clear which is best. */
export interface Question {
  readonly name: string;
  readonly where: UserFilter;
  readonly sizeByHand: readonly string[];
  /** Answers how many rows the page has, as `n`. */
  readonly pageByHand: readonly string[];
}

const pageSize = 100;

const text = (name: string, value: string): GroupFilter => ({
  kind: 'property',
  name,
  condition: { kind: 'textIsOneOf', values: [value], ignoreCase: false },
});

const users = 'project_id = {projectId:UInt32} AND deleted = 0';
const groups = `project_id = {projectId:UInt32} AND group_key = {groupKeyId:UInt32} AND deleted = 0`;

const groupsWhere = (condition: string): string =>
  `(SELECT group_hash FROM group_profiles FINAL WHERE ${groups} AND ${condition})`;

/** Ways to say "some group of the user is in this set". */
const someGroupIn = (set: string): readonly string[] => [
  `arrayExists(hash -> hash IN ${set}, group_hashes)`,
  `user_hash IN (SELECT user_hash FROM user_profiles ARRAY JOIN group_hashes AS hash WHERE project_id = {projectId:UInt32} AND hash IN ${set})`,
];

/** With the membership unrolled in the question itself; counts each user once. */
const unrolled = (set: string, more: string): string =>
  `SELECT uniqExact(user_hash) AS n FROM
    (SELECT user_hash, arrayJoin(group_hashes) AS hash FROM user_profiles FINAL WHERE ${users}${more}) WHERE hash IN ${set}`;

const unrolledPage = (set: string, more: string): string =>
  `SELECT count() AS n FROM (SELECT DISTINCT distinct_id FROM
    (SELECT distinct_id, arrayJoin(group_hashes) AS hash FROM user_profiles FINAL WHERE ${users}${more}) WHERE hash IN ${set}
    ORDER BY distinct_id LIMIT ${pageSize})`;

function question(name: string, where: UserFilter, set: string, userCondition = ''): Question {
  const more = userCondition === '' ? '' : ` AND ${userCondition}`;
  return {
    name,
    where,
    sizeByHand: [
      unrolled(set, more),
      ...someGroupIn(set).map(
        (some) => `SELECT count() AS n FROM user_profiles FINAL WHERE ${users}${more} AND ${some}`,
      ),
    ],
    pageByHand: [
      unrolledPage(set, more),
      ...someGroupIn(set).map(
        (some) =>
          `SELECT count() AS n FROM (SELECT distinct_id FROM user_profiles FINAL WHERE ${users}${more} AND ${some} ORDER BY distinct_id LIMIT ${pageSize})`,
      ),
    ],
  };
}

const someGroup = (where: GroupFilter): UserFilter => ({ kind: 'someGroup', groupKey: 'company_id', where });

export const questions: readonly Question[] = [
  question(
    'company on enterprise',
    someGroup(text('plan', 'enterprise')),
    groupsWhere(`properties.key_plan = '"enterprise"'`),
  ),
  question(
    'one company: enterprise and in DE',
    someGroup({ kind: 'and', filters: [text('plan', 'enterprise'), text('country', 'DE')] }),
    groupsWhere(`properties.key_plan = '"enterprise"' AND properties.key_country = '"DE"'`),
  ),
  question(
    'admins of companies over 15,000 people',
    {
      kind: 'and',
      filters: [
        { kind: 'property', name: 'role', condition: { kind: 'textIsOneOf', values: ['admin'], ignoreCase: false } },
        someGroup({
          kind: 'property',
          name: 'employees',
          condition: { kind: 'number', operator: 'greaterThan', value: 15_000 },
        }),
      ],
    },
    groupsWhere('toFloat64OrNull(properties.key_employees) > 15000'),
    `properties.key_role = '"admin"'`,
  ),
];
