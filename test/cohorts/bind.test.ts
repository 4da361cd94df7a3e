import { type BindingScope, bindGroupFilter, bindUserFilter, type CohortDefinition } from '../../src/cohorts/bind.js';
import type { GroupFilter, PropertyCondition, UserFilter } from '../../src/cohorts/filter.js';
import { MusterError } from '../../src/core/errors.js';
import { figuresIn } from '../../src/reports/behind/figures.js';
import { asAnalyst, keysOf } from './stored-world.js';

const now = Date.UTC(2026, 2, 1);
const [company, team] = keysOf(7, ['company_id', 'team']);
if (company === undefined || team === undefined) throw new Error('two keys are needed');

const isPlan = { kind: 'textIsOneOf', values: ['pro'], ignoreCase: false } as const;
const pro = { kind: 'property', name: 'plan', condition: isPlan } as const;
const did = { kind: 'did', event: 'x', atLeast: null, atMost: null, within: { kind: 'ever' }, where: null } as const;
const cohort = (cohortId: string) => ({ kind: 'cohort', cohortId }) as const;

const scopeWith = (...cohorts: CohortDefinition[]): BindingScope => ({
  now,
  groupKeys: [{ ...company, archivedAt: new Date(now) }, team],
  cohorts: new Map(cohorts.map((one) => [one.id, one])),
  figures: figuresIn(asAnalyst(7).project),
});
const scope = scopeWith();

function refusal(work: () => unknown): { code: string; path: string; nearMatches?: readonly string[] | undefined } {
  try {
    work();
  } catch (error) {
    if (!(error instanceof MusterError)) throw error;
    const { code, details } = error;
    return { code, path: (details.path ?? []).join('.'), nearMatches: details.nearMatches };
  }
  throw new Error('nothing was refused');
}

const refusedUsers = (filter: UserFilter, given = scope) => refusal(() => bindUserFilter(filter, given));
const condition = (one: PropertyCondition): UserFilter => ({ kind: 'property', name: 'p', condition: one });

describe('binding a filter', () => {
  it('finds group keys by name and by dataGroupId, archived ones too', () => {
    for (const groupKey of [company.key, company.dataGroupId]) {
      expect(bindUserFilter({ kind: 'belongsTo', groupKey, moreThan: 0 }, scope)).toEqual({
        kind: 'belongsTo',
        groupKeyId: company.id,
        moreThan: 0,
      });
    }
  });

  it('names near matches and the place of an unknown group key', () => {
    const filter: UserFilter = {
      kind: 'and',
      filters: [pro, { kind: 'someGroup', groupKey: 'companyid', where: pro }],
    };
    expect(refusedUsers(filter)).toEqual({
      code: 'GROUP_KEY_UNKNOWN',
      path: 'where.and.1.someGroup.key',
      nearMatches: ['company_id'],
    });
  });

  it('fixes relative times', () => {
    expect(bindUserFilter(condition({ kind: 'dateInLastDays', days: 2 }), scope)).toMatchObject({
      condition: { kind: 'dateBetween', from: now - 2 * 86_400_000, to: now },
    });
    expect(bindUserFilter({ ...did, within: { kind: 'lastDays', days: 1 } }, scope)).toMatchObject({
      from: now - 86_400_000,
      to: now + 1,
    });
  });

  it('takes an event without counts as at least once', () => {
    expect(bindUserFilter(did, scope)).toMatchObject({ atLeast: 1, atMost: null });
    expect(bindUserFilter({ ...did, atMost: 0 }, scope)).toMatchObject({ atLeast: 0, atMost: 0 });
  });

  it.each<[string, UserFilter, string]>([
    ['an empty list of texts', condition({ ...isPlan, values: [] }), 'where.property.is.text.isOneOf'],
    ['an empty list of elements', condition({ kind: 'listAnyOf', values: [] }), 'where.property.is.list.anyOf'],
    ['an empty list of ids', { kind: 'id', values: [] }, 'where.id.isOneOf'],
    ['an empty and', { kind: 'and', filters: [] }, 'where.and'],
    ['an empty or', { kind: 'not', filter: { kind: 'or', filters: [] } }, 'where.not.or'],
    ['an empty name', { kind: 'property', name: '', condition: isPlan }, 'where.property.name'],
    [
      'an endless number',
      condition({ kind: 'number', operator: 'atLeast', value: Infinity }),
      'where.property.is.number.atLeast',
    ],
    ['a range upside down', condition({ kind: 'numberBetween', from: 2, to: 1 }), 'where.property.is.number.between'],
    ['no moment', condition({ kind: 'dateBefore', instant: Number.NaN }), 'where.property.is.date.before'],
    ['no days', condition({ kind: 'dateInLastDays', days: 0 }), 'where.property.is.date.inLastDays'],
    ['half a day', { ...did, within: { kind: 'lastDays', days: 0.5 } }, 'where.did.within.lastDays'],
    ['an open stretch', { ...did, within: { kind: 'between', from: null, to: null } }, 'where.did.within.between'],
    ['a stretch backwards', { ...did, within: { kind: 'between', from: 2, to: 1 } }, 'where.did.within.between'],
    ['counts upside down', { ...did, atLeast: 2, atMost: 1 }, 'where.did'],
    ['a negative count', { kind: 'belongsTo', groupKey: 'team', moreThan: -1 }, 'where.belongsTo.moreThan'],
    ['too many values', { kind: 'id', values: Array.from({ length: 1_001 }, String) }, 'where.id.isOneOf'],
    [
      'a text of megabytes',
      condition({ kind: 'textContains', text: 'x'.repeat(1e7), ignoreCase: true }),
      'where.property.is.text.contains',
    ],
  ])('refuses %s and says where', (_, filter, path) => {
    expect(refusedUsers(filter)).toMatchObject({ code: 'BAD_INPUT', path });
  });

  it('refuses more conditions than a filter may have, those of its cohorts included', () => {
    const many: UserFilter = { kind: 'or', filters: Array.from({ length: 150 }, () => pro) };
    expect(() => bindUserFilter(many, scope)).not.toThrow();
    const twice: UserFilter = { kind: 'or', filters: [many, cohort('c1')] };
    const saved = scopeWith({ id: 'c1', name: 'one', unit: 'USERS', filter: many });
    expect(refusedUsers(twice, saved).code).toBe('BAD_INPUT');
  });

  it('refuses conditions nested without end instead of running out of stack', () => {
    let deep: UserFilter = pro;
    for (let level = 0; level < 50_000; level++) deep = { kind: 'not', filter: deep };
    expect(refusedUsers(deep).code).toBe('BAD_INPUT');
  });

  it('replaces what UTF-8 cannot hold, as ingestion does', () => {
    expect(bindUserFilter({ kind: 'id', values: ['\ud800'] }, scope)).toEqual({ kind: 'id', values: ['\ufffd'] });
  });
});

describe('binding saved cohorts', () => {
  const users: CohortDefinition = { id: 'u', name: 'Users', unit: 'USERS', filter: pro };
  const companies: CohortDefinition = { id: 'g', name: 'Groups', unit: 'GROUPS', groupKeyId: company.id, filter: pro };

  it('spells them out', () => {
    const filter: UserFilter = { kind: 'someGroup', groupKey: 'company_id', where: cohort('g') };
    const saved = scopeWith(users, companies, { id: 'n', name: 'Nested', unit: 'USERS', filter: cohort('u') });
    expect(bindUserFilter(cohort('n'), saved)).toEqual(pro);
    expect(bindUserFilter(filter, saved)).toEqual({ kind: 'someGroup', groupKeyId: company.id, where: pro });
  });

  it('refuses those of another unit and of another key', () => {
    const saved = scopeWith(users, companies);
    const inTeam: UserFilter = { kind: 'someGroup', groupKey: 'team', where: cohort('g') };
    expect(refusedUsers(cohort('g'), saved)).toMatchObject({ code: 'COHORT_WRONG_UNIT', path: 'where.cohort' });
    expect(refusedUsers(inTeam, saved)).toMatchObject({
      code: 'COHORT_WRONG_UNIT',
      path: 'where.someGroup.where.cohort',
    });
    const ofUsers: GroupFilter = cohort('u');
    expect(refusal(() => bindGroupFilter(ofUsers, company.id, saved)).code).toBe('COHORT_WRONG_UNIT');
  });

  it('refuses unknown ones where they are named, and proposes those that would fit there by name and by id', () => {
    const ofUsers = { id: 'cohort_abc', name: 'Payers', unit: 'USERS', groupKeyId: null } as const;
    const ofCompanies = { id: 'cohort_abd', name: 'Players', unit: 'GROUPS', groupKeyId: company.id } as const;
    const ofTeams = { id: 'cohort_abe', name: 'Layers', unit: 'GROUPS', groupKeyId: team.id } as const;
    const known = { ...scope, proposals: [ofUsers, ofCompanies, ofTeams] };
    const unknown = (path: string, ...nearMatches: string[]) => ({ code: 'NOT_FOUND', path, nearMatches });
    expect(refusedUsers(cohort('nobody'), known)).toEqual(unknown('where.cohort'));
    expect(refusedUsers(cohort('payer'), known)).toEqual(unknown('where.cohort', ofUsers.id));
    expect(refusedUsers({ kind: 'and', filters: [pro, cohort('cohort_abx')] }, known)).toEqual(
      unknown('where.and.1.cohort', ofUsers.id),
    );
    const inTeam: UserFilter = { kind: 'someGroup', groupKey: 'team', where: cohort('layer') };
    expect(refusedUsers(inTeam, known)).toEqual(unknown('where.someGroup.where.cohort', ofTeams.id));
    expect(() => bindUserFilter(cohort('payer'), known)).toThrow('Did you mean "cohort_abc" (Payers)?');
  });

  it('refuses cycles where the first cohort is named', () => {
    const saved = scopeWith(
      { id: 'a', name: 'A', unit: 'USERS', filter: cohort('b') },
      { id: 'b', name: 'B', unit: 'USERS', filter: { kind: 'not', filter: cohort('a') } },
    );
    expect(refusedUsers({ kind: 'not', filter: cohort('a') }, saved)).toMatchObject({
      code: 'COHORT_CYCLE',
      path: 'where.not.cohort',
    });
  });
});
