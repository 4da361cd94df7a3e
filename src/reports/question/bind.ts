import { type BindingScope, bindEventFilter, bindGroupFilter, bindUserFilter } from '../../cohorts/bind.js';
import { badInput, checkCount, checkName, type Path } from '../../cohorts/bind-checks.js';
import { MusterError } from '../../core/errors.js';
import { limits } from '../../core/limits.js';
import { findGroupKey } from '../../projects/find-group-key.js';
import type { BoundAnalysis, BoundBreakdown, BoundChoice, BoundUsersWhoDid, BoundWhere } from './bound.js';
import type {
  Buckets,
  ByUsersWhoDid,
  EventBreakdown,
  EventChoice,
  GroupBreakdown,
  GroupWhere,
  Segments,
  UserBreakdown,
  UserWhere,
} from './question.js';

/** And, or and not inside one another. */
const maxNesting = 40;

/**
 * Resolves the names in the parts of a question. Everything that can be wrong with them is said here.
 * All throw MusterErrors: GROUP_KEY_UNKNOWN, NOT_FOUND (a cohort), COHORT_WRONG_UNIT, BAD_INPUT, each with the path.
 */
export class QuestionBinder {
  constructor(
    readonly scope: BindingScope,
    readonly analysis: BoundAnalysis,
  ) {}

  choice({ names, where }: EventChoice<UserWhere | GroupWhere>, path: Path): BoundChoice {
    return { names: this.#names(names, [...path, 'names']), where: this.where(where, [...path, 'where']) };
  }

  where(where: UserWhere | GroupWhere | null, path: Path): BoundWhere | null {
    return where === null ? null : this.#where(where, path, 0);
  }

  breakdowns({ by }: Segments<UserBreakdown | GroupBreakdown>, path: Path): BoundBreakdown[] {
    if (by.length > limits.reportBreakdowns) {
      throw badInput(`A report has at most ${limits.reportBreakdowns} breakdowns.`, path);
    }
    return by.map((one, index) => this.#breakdown(one, [...path, index]));
  }

  segmentLimit({ limit }: Segments<unknown>, path: Path): number {
    if (Number.isInteger(limit) && limit >= 1 && limit <= limits.reportSegments) return limit;
    throw badInput(`Give a whole number from 1 to ${limits.reportSegments}.`, path);
  }

  /**
   * Where groups are analysed and their users are counted, segments of groups would be none of the users'.
   * @throws MusterError BAD_INPUT
   */
  checkCountsUsers(by: readonly BoundBreakdown[], path: Path): void {
    if (this.analysis.unit === 'USERS' || by.length === 0) return;
    throw badInput('Users of groups are not divided: count groups, or choose groups by `where`.', [
      ...path,
      'breakdowns',
    ]);
  }

  /** @throws MusterError BAD_INPUT if an answer would hold too many figures */
  checkFigures(counts: readonly number[], { by, limit }: Segments<unknown>, path: Path): void {
    const segments = by.length === 0 ? 1 : limit + 2;
    const figures = counts.reduce((product, count) => product * count, segments);
    if (figures <= limits.reportFigures) return;
    const [most, asked] = [limits.reportFigures, figures].map((count) => count.toLocaleString('en-US'));
    throw badInput(
      `The answer would hold ${asked} figures, and at most ${most} are told: ask for fewer intervals, segments or lines.`,
      path,
    );
  }

  #names(names: readonly string[] | null, path: Path): readonly string[] | null {
    if (names === null) return null;
    if (names.length === 0) throw badInput('Name at least one event, or leave the names out for any event.', path);
    if (names.length > limits.filterValues) {
      throw badInput(`Name at most ${limits.filterValues.toLocaleString('en-US')} events.`, path);
    }
    return [...new Set(names.map((name, index) => checkName(name, 'The name of an event', [...path, index])))];
  }

  #where(where: UserWhere | GroupWhere, path: Path, depth: number): BoundWhere {
    if (depth > maxNesting) throw badInput(`Conditions nest at most ${maxNesting} deep.`, path);
    switch (where.kind) {
      case 'and':
      case 'or': {
        const at = [...path, where.kind];
        if (where.filters.length === 0) throw badInput(`Give at least one condition in \`${where.kind}\`.`, at);
        const filters = where.filters.map((part, index) => this.#where(part, [...at, index], depth + 1));
        return { kind: where.kind, filters };
      }
      case 'not':
        return { kind: 'not', filter: this.#where(where.filter, [...path, 'not'], depth + 1) };
      case 'user':
        return { kind: 'user', where: bindUserFilter(where.where, this.scope, [...path, 'user']) };
      case 'group': {
        const bound = bindGroupFilter(where.where, this.#groupKeyId(), this.scope, [...path, 'group', 'where']);
        return { kind: 'group', where: bound, properties: where.properties };
      }
      case 'usersWhoDid':
        return this.#usersWhoDid(where, [...path, 'usersWhoDid']);
      case 'property':
      case 'eventGroup': {
        const bound = bindEventFilter(where, this.scope, path);
        if (bound.kind === 'property' || bound.kind === 'eventGroup') return bound;
        throw new Error('unreachable: a condition is bound to a condition');
      }
    }
  }

  #breakdown(breakdown: UserBreakdown | GroupBreakdown, path: Path): BoundBreakdown {
    const at = [...path, breakdown.kind];
    switch (breakdown.kind) {
      case 'eventProperty':
        return { kind: 'eventProperty', name: propertyName(breakdown.name, at), buckets: checkBuckets(breakdown, at) };
      case 'eventGroup':
        return this.#eventGroup(breakdown, at);
      case 'userProperty':
        return {
          kind: 'profileProperty',
          name: propertyName(breakdown.name, at),
          buckets: checkBuckets(breakdown, at),
        };
      case 'membership': {
        const groupKeyId = findGroupKey(breakdown.groupKey, this.scope.groupKeys, [...at, 'key']).id;
        const property = breakdown.property === null ? null : propertyName(breakdown.property, at, 'property');
        return { kind: 'membership', groupKeyId, property, buckets: checkBuckets(breakdown, at) };
      }
      case 'groupProperty': {
        if (breakdown.name === null) return { kind: 'groupItself' };
        const name = propertyName(breakdown.name, at);
        const kind = breakdown.properties === 'AS_OF_EVENT' ? 'groupAsOfEvent' : 'profileProperty';
        return { kind, name, buckets: checkBuckets(breakdown, at) };
      }
      case 'cohort':
        return this.#cohort(breakdown.cohortId, path);
      case 'usersWhoDid':
        return { kind: 'usersWhoDid', ...this.#did(breakdown, at), buckets: checkBuckets(breakdown, at) };
    }
  }

  #did({ event, times }: Pick<ByUsersWhoDid, 'event' | 'times'>, path: Path) {
    const often = checkCount(times, [...path, 'times']);
    if (often < 1) throw badInput('Give a whole number of at least 1.', [...path, 'times']);
    return { event: this.choice(event, [...path, 'event']), times: often };
  }

  #usersWhoDid(where: ByUsersWhoDid, path: Path): BoundUsersWhoDid {
    const atMost = where.atMost === null ? null : checkCount(where.atMost, [...path, 'atMost']);
    const atLeast = checkCount(where.atLeast ?? (atMost === null ? 1 : 0), [...path, 'atLeast']);
    if (atMost !== null && atLeast > atMost) throw badInput('`atLeast` must not be above `atMost`.', path);
    return { kind: 'usersWhoDid', ...this.#did(where, path), atLeast, atMost };
  }

  #eventGroup(breakdown: Extract<EventBreakdown, { kind: 'eventGroup' }>, at: Path): BoundBreakdown {
    const groupKeyId = findGroupKey(breakdown.groupKey, this.scope.groupKeys, [...at, 'key']).id;
    if (this.analysis.unit === 'GROUPS' && this.analysis.groupKeyId === groupKeyId) {
      throw badInput('This is the key that is analysed: break down by `groupProperty` of its groups instead.', at);
    }
    const property = breakdown.property === null ? null : propertyName(breakdown.property, at, 'property');
    const { kind, properties } = breakdown;
    return { kind, groupKeyId, property, properties, buckets: checkBuckets(breakdown, at) };
  }

  #cohort(id: string, path: Path): BoundBreakdown {
    const name = this.scope.cohorts.get(id)?.name ?? id;
    const reference = { kind: 'cohort', cohortId: id } as const;
    return this.analysis.unit === 'USERS'
      ? { kind: 'userCohort', name, where: bindUserFilter(reference, this.scope, path) }
      : { kind: 'groupCohort', name, where: bindGroupFilter(reference, this.analysis.groupKeyId, this.scope, path) };
  }

  #groupKeyId(): number {
    if (this.analysis.unit === 'GROUPS') return this.analysis.groupKeyId;
    throw new MusterError('BAD_INPUT', 'Conditions on the group that is analysed need an analysis of groups.');
  }
}

const propertyName = (name: string, path: Path, field = 'name'): string =>
  checkName(name, 'The name of a property', [...path, field]);

function checkBuckets({ buckets }: { readonly buckets: Buckets }, path: Path): Buckets {
  if (buckets === null) return null;
  const at = [...path, 'buckets'];
  if (buckets.length === 0 || buckets.length > limits.reportBuckets) {
    throw badInput(`Give 1 to ${limits.reportBuckets} numbers between which the buckets lie.`, at);
  }
  const ascending = buckets.every(
    (bound, index) => Number.isFinite(bound) && bound > (buckets[index - 1] ?? -Infinity),
  );
  if (!ascending) throw badInput('The numbers between buckets must ascend.', at);
  return buckets;
}
