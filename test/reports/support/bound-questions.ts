import type { BindingScope } from '../../../src/cohorts/bind.js';
import { figuresIn } from '../../../src/reports/behind/figures.js';
import { QuestionBinder } from '../../../src/reports/question/bind.js';
import type { BoundAnalysis } from '../../../src/reports/question/bound.js';
import { Calendar } from '../../../src/reports/question/calendar.js';
import type {
  ByUsersWhoDid,
  EventChoice,
  GroupBreakdown,
  GroupWhere,
  Segments,
  UserBreakdown,
  UserWhere,
} from '../../../src/reports/question/question.js';
import type { Binding } from '../../../src/reports/subject.js';
import { asAnalyst, keysOf } from '../../cohorts/stored-world.js';

/*
 * What the questions of the catalogue have in common: one project with two keys and a cohort of each unit, one moment, and
 * the same few events.
 */

const projectId = 7;
const now = Date.UTC(2026, 2, 1, 12);
const [company, team] = keysOf(projectId, ['company_id', 'team']);
if (company === undefined || team === undefined) throw new Error('two keys are needed');

const scope: BindingScope = {
  now,
  groupKeys: [company, team],
  cohorts: new Map([
    [
      'admins',
      {
        id: 'admins',
        name: 'Admins',
        unit: 'USERS',
        filter: { kind: 'property', name: 'admin', condition: { kind: 'booleanIs', value: true } },
      },
    ],
    [
      'large',
      {
        id: 'large',
        name: 'Large companies',
        unit: 'GROUPS',
        groupKeyId: company.id,
        filter: {
          kind: 'property',
          name: 'seats',
          condition: { kind: 'number', operator: 'greaterThan', value: 100 },
        },
      },
    ],
  ]),
  figures: figuresIn(asAnalyst(projectId).project),
};

/** Whose analysis a question is: that of users, of users where no device is linked, or of companies. */
export type Whose = 'users' | 'users without links' | 'companies';

const analysisOf = (whose: Whose): BoundAnalysis =>
  whose === 'companies'
    ? { projectId, hasLinks: true, unit: 'GROUPS', groupKeyId: company.id }
    : { projectId, hasLinks: whose === 'users', unit: 'USERS' };

export const calendar = new Calendar('Europe/Berlin');

/** What a question of an analysis is bound with. */
export const bindingFor = (whose: Whose): Binding => ({
  binder: new QuestionBinder(scope, analysisOf(whose)),
  calendar,
  now,
});

export type AnyWhere = UserWhere | GroupWhere;
export type AnyBreakdown = UserBreakdown | GroupBreakdown;

export const hour = 3_600_000;
export const day = 24 * hour;
export const range = { kind: 'days', from: '2026-02-02', to: '2026-02-04' } as const;

/** Events with one of these names; any, without one. */
export const named = (...names: string[]): EventChoice<never> => ({
  names: names.length === 0 ? null : names,
  where: null,
});

/** Events with a name of which more must hold. */
export const suchThat = (name: string, where: AnyWhere): EventChoice<AnyWhere> => ({ names: [name], where });

export const by = (...breakdowns: AnyBreakdown[]): Segments<AnyBreakdown> => ({ by: breakdowns, limit: 10 });
export const undivided = by();

/** Of whatever has properties: its plan is pro. */
export const isPro = {
  kind: 'property',
  name: 'plan',
  condition: { kind: 'textIsOneOf', values: ['pro'], ignoreCase: false },
} as const;

export const ofPlan = { kind: 'eventProperty', name: 'plan', buckets: null } as const;
export const ofUserPlan = { kind: 'userProperty', name: 'plan', buckets: null } as const;
export const ofCompanyPlan = { kind: 'groupProperty', name: 'plan', properties: 'CURRENT', buckets: null } as const;
export const ofCompanyPlanThen = { ...ofCompanyPlan, properties: 'AS_OF_EVENT' } as const;

/** So many users opened something for the company. */
export const opened = (often: Partial<Omit<ByUsersWhoDid, 'kind'>> = {}): ByUsersWhoDid => ({
  kind: 'usersWhoDid',
  event: named('Opened'),
  times: 1,
  atLeast: null,
  atMost: null,
  ...often,
});
export const ofUsersWhoOpened: GroupBreakdown = {
  kind: 'usersWhoDid',
  event: named('Opened'),
  times: 1,
  buckets: [1, 5, 20],
};

/** Two segments that are told, by one breakdown; the second is that of what is not set. */
export const twoPlans: ReadonlyArray<readonly string[]> = [['"pro"'], ['']];
