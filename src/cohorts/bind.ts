import { assertNever, MusterError } from '../core/errors.js';
import { limits } from '../core/limits.js';
import type { GroupKey, Unit } from '../core/model.js';
import { findGroupKey } from '../projects/find-group-key.js';
import type { Query } from '../warehouse/sql/nodes.js';
import { badInput, bindCondition, bindTimeRange, checkCount, checkName, checkTexts, type Path } from './bind-checks.js';
import type {
  BoundBehind,
  BoundDid,
  BoundEventFilter,
  BoundEventGroup,
  BoundGroupFilter,
  BoundId,
  BoundProperty,
  BoundUserFilter,
} from './bound-filter.js';
import type {
  DidFilter,
  EventFilter,
  EventGroupFilter,
  GroupFilter,
  IdFilter,
  Instant,
  PropertyFilter,
  UserFigure,
  UserFilter,
} from './filter.js';
import { type KnownCohort, unknownCohort } from './unknown-cohort.js';

/** A saved cohort as binding needs it. */
export type CohortDefinition = { readonly id: string; readonly name: string } & (
  | { readonly unit: Extract<Unit, 'USERS'>; readonly filter: UserFilter }
  | { readonly unit: Extract<Unit, 'GROUPS'>; readonly groupKeyId: number; readonly filter: GroupFilter }
);

/** Where the parts of a figure stand in the arguments, for errors. */
export interface FigurePaths {
  readonly key: Path;
  readonly question: Path;
  readonly point: Path;
}

/** Finds out who is behind a figure of a report. Errors: those of the report's binding; BAD_INPUT for a point that is none. */
export type FigureBinder = (
  figure: UserFigure,
  scope: BindingScope,
  paths: FigurePaths,
) => {
  /** One column of hashes. */
  readonly hashes: Query;
  /** Whose: users, or the groups of the key with this number. */
  readonly of: 'USERS' | number;
};

/** What names in a filter may refer to. All of one project. */
export interface BindingScope {
  readonly now: Instant;
  /** Archived ones included: their history can still be asked about. */
  readonly groupKeys: readonly GroupKey[];
  /** At least the cohorts the filter uses, directly and through others, if they exist. */
  readonly cohorts: ReadonlyMap<string, CohortDefinition>;
  /** All cohorts of the project, to propose one of them; given only where one that is used does not exist. */
  readonly proposals?: readonly KnownCohort[];
  readonly figures: FigureBinder;
  /** A cohort being changed: its own filter must not lead back to it. */
  readonly changing?: string;
}

/** And, or, not and references inside one another; deeper input is no question a person asks. */
const maxNesting = 40;

/**
 * Binds a filter over users.
 * @throws MusterError GROUP_KEY_UNKNOWN, NOT_FOUND (a cohort), COHORT_WRONG_UNIT, COHORT_CYCLE, BAD_INPUT; each with
 * the path to what is wrong, starting with `path`.
 */
export const bindUserFilter = (filter: UserFilter, scope: BindingScope, path: Path = ['where']): BoundUserFilter =>
  new Binder(scope).user(filter, path);

/** Binds a filter over the groups of one key; throws as {@link bindUserFilter} does. */
export const bindGroupFilter = (
  filter: GroupFilter,
  groupKeyId: number,
  scope: BindingScope,
  path: Path = ['where'],
): BoundGroupFilter => new Binder(scope).group(filter, groupKeyId, path);

/** Binds conditions on events; throws as {@link bindUserFilter} does. */
export const bindEventFilter = (filter: EventFilter, scope: BindingScope, path: Path): BoundEventFilter =>
  new Binder(scope).event(filter, path);

interface Nested<Filter> {
  readonly kind: 'and' | 'or';
  readonly filters: readonly Filter[];
}

class Binder {
  #leaves = 0;
  #depth = 0;
  /** The cohorts being expanded, outermost first. */
  readonly #open: string[];
  /** Where the input mentions the outermost of them. */
  #mention: Path | null = null;

  constructor(private readonly scope: BindingScope) {
    this.#open = scope.changing === undefined ? [] : [scope.changing];
  }

  user(filter: UserFilter, path: Path): BoundUserFilter {
    return this.#nested(path, () => {
      switch (filter.kind) {
        case 'property':
          return this.#property(filter, [...path, 'property']);
        case 'did':
          return this.#did(filter, [...path, 'did']);
        case 'id':
          return this.#id(filter, [...path, 'id']);
        case 'behind':
          return this.#behind(filter.figure, 'USERS', [...path, 'behind']);
        case 'cohort':
          return this.#userCohort(filter.cohortId, [...path, 'cohort']);
        case 'someGroup': {
          const key = findGroupKey(filter.groupKey, this.scope.groupKeys, [...path, 'someGroup', 'key']);
          const where = this.group(filter.where, key.id, [...path, 'someGroup', 'where']);
          return { kind: 'someGroup', groupKeyId: key.id, where };
        }
        case 'belongsTo': {
          this.#leaf(path);
          const key = findGroupKey(filter.groupKey, this.scope.groupKeys, [...path, 'belongsTo', 'key']);
          const moreThan = checkCount(filter.moreThan, [...path, 'belongsTo', 'moreThan']);
          return { kind: 'belongsTo', groupKeyId: key.id, moreThan };
        }
        case 'and':
        case 'or':
          return { kind: filter.kind, filters: this.#each(filter, path, (part, at) => this.user(part, at)) };
        case 'not':
          return { kind: 'not', filter: this.user(filter.filter, [...path, 'not']) };
        default:
          return assertNever(filter);
      }
    });
  }

  group(filter: GroupFilter, groupKeyId: number, path: Path): BoundGroupFilter {
    return this.#nested(path, () => {
      switch (filter.kind) {
        case 'property':
          return this.#property(filter, [...path, 'property']);
        case 'did':
          return this.#did(filter, [...path, 'did']);
        case 'id':
          return this.#id(filter, [...path, 'id']);
        case 'behind':
          return this.#behind(filter.figure, groupKeyId, [...path, 'behind']);
        case 'cohort':
          return this.#groupCohort(filter.cohortId, groupKeyId, [...path, 'cohort']);
        case 'and':
        case 'or':
          return {
            kind: filter.kind,
            filters: this.#each(filter, path, (part, at) => this.group(part, groupKeyId, at)),
          };
        case 'not':
          return { kind: 'not', filter: this.group(filter.filter, groupKeyId, [...path, 'not']) };
        default:
          return assertNever(filter);
      }
    });
  }

  event(filter: EventFilter, path: Path): BoundEventFilter {
    return this.#nested(path, () => {
      switch (filter.kind) {
        case 'property':
          return this.#property(filter, [...path, 'property']);
        case 'eventGroup':
          return this.#eventGroup(filter, [...path, 'eventGroup']);
        case 'and':
        case 'or':
          return { kind: filter.kind, filters: this.#each(filter, path, (part, at) => this.event(part, at)) };
        case 'not':
          return { kind: 'not', filter: this.event(filter.filter, [...path, 'not']) };
        default:
          return assertNever(filter);
      }
    });
  }

  #eventGroup({ groupKey, where, properties }: EventGroupFilter, path: Path): BoundEventGroup {
    const key = findGroupKey(groupKey, this.scope.groupKeys, [...path, 'key']);
    return { kind: 'eventGroup', groupKeyId: key.id, where: this.group(where, key.id, [...path, 'where']), properties };
  }

  #property(filter: PropertyFilter, path: Path): BoundProperty {
    this.#leaf(path);
    const name = checkName(filter.name, 'The name of a property', [...path, 'name']);
    return { kind: 'property', name, condition: bindCondition(filter.condition, this.scope.now, [...path, 'is']) };
  }

  #did(filter: DidFilter, path: Path): BoundDid {
    this.#leaf(path);
    const event = filter.event === null ? null : checkName(filter.event, 'The name of an event', [...path, 'event']);
    const range = bindTimeRange(filter.within, this.scope.now, [...path, 'within']);
    const atMost = filter.atMost === null ? null : checkCount(filter.atMost, [...path, 'atMost']);
    // "Did it", with neither end said, means at least once.
    const least = filter.atLeast ?? (atMost === null ? 1 : 0);
    const atLeast = checkCount(least, [...path, 'atLeast']);
    if (atMost !== null && atLeast > atMost) throw badInput('`atLeast` must not be above `atMost`.', path);
    const where = filter.where === null ? null : this.event(filter.where, [...path, 'where']);
    return { kind: 'did', event, atLeast, atMost, ...range, where };
  }

  #id(filter: IdFilter, path: Path): BoundId {
    this.#leaf(path);
    return { kind: 'id', values: checkTexts(filter.values, [...path, 'isOneOf']) };
  }

  #behind(figure: UserFigure, wanted: 'USERS' | number, path: Path): BoundBehind {
    this.#leaf(path);
    const at = wanted === 'USERS' ? [...path, figure.subject.unit === 'USERS' ? 'users' : 'groups'] : path;
    const paths = { key: [...at, 'key'], question: [...at, 'question'], point: [...at, 'point'] };
    const { hashes, of } = this.scope.figures(figure, this.scope, paths);
    if (of === wanted) return { kind: 'behind', hashes };
    const [counted, meant] = [this.#unitsOf(of), this.#unitsOf(wanted)];
    throw badInput(`The figure counts ${counted}; one that counts ${meant} is needed here.`, paths.point);
  }

  #userCohort(id: string, path: Path): BoundUserFilter {
    const cohort = this.#cohort(id, ({ unit }) => unit === 'USERS', path);
    if (cohort.unit !== 'USERS') throw this.#wrongUnit(cohort.groupKeyId, 'USERS', path);
    return this.#inside(id, path, () => this.user(cohort.filter, path));
  }

  #groupCohort(id: string, groupKeyId: number, path: Path): BoundGroupFilter {
    const cohort = this.#cohort(id, (known) => known.groupKeyId === groupKeyId, path);
    if (cohort.unit !== 'GROUPS') throw this.#wrongUnit('USERS', groupKeyId, path);
    if (cohort.groupKeyId !== groupKeyId) throw this.#wrongUnit(cohort.groupKeyId, groupKeyId, path);
    return this.#inside(id, path, () => this.group(cohort.filter, groupKeyId, path));
  }

  #wrongUnit(found: 'USERS' | number, wanted: 'USERS' | number, path: Path): MusterError {
    const message = `This is a cohort of ${this.#unitsOf(found)}; one of ${this.#unitsOf(wanted)} is needed here.`;
    return new MusterError('COHORT_WRONG_UNIT', message, { path });
  }

  /** Users, or the groups of a key, as messages call them. */
  #unitsOf(of: 'USERS' | number): string {
    const key = this.scope.groupKeys.find(({ id }) => id === of);
    return of === 'USERS' ? 'users' : `groups of the key ${JSON.stringify(key?.key ?? '')}`;
  }

  /** A saved cohort; being inside it already means a cycle. */
  #cohort(id: string, isFitting: (known: KnownCohort) => boolean, path: Path): CohortDefinition {
    if (this.#open.includes(id)) {
      throw new MusterError('COHORT_CYCLE', 'This cohort would use itself, directly or through others.', {
        path: this.#placeOf(path),
        usedBy: [...this.#open],
      });
    }
    const cohort = this.scope.cohorts.get(id);
    if (cohort !== undefined) return cohort;
    throw unknownCohort(id, (this.scope.proposals ?? []).filter(isFitting), this.#placeOf(path));
  }

  /** Expands a cohort. */
  #inside<Bound>(id: string, path: Path, expand: () => Bound): Bound {
    const mention = this.#mention;
    this.#mention ??= path;
    this.#open.push(id);
    const bound = expand();
    this.#open.pop();
    this.#mention = mention;
    return bound;
  }

  /** What is wrong inside a saved cohort is wrong where the input mentions it. */
  #placeOf(path: Path): Path {
    return this.#mention ?? path;
  }

  #each<Filter, Bound>(nested: Nested<Filter>, path: Path, bind: (part: Filter, path: Path) => Bound): Bound[] {
    const at = [...path, nested.kind];
    if (nested.filters.length === 0) throw badInput(`Give at least one condition in \`${nested.kind}\`.`, at);
    return nested.filters.map((part, index) => bind(part, [...at, index]));
  }

  #leaf(path: Path): void {
    if (++this.#leaves <= limits.filterLeaves) return;
    const message = `A filter has at most ${limits.filterLeaves} conditions, those of the saved cohorts it uses included.`;
    throw badInput(message, this.#placeOf(path));
  }

  #nested<Bound>(path: Path, bind: () => Bound): Bound {
    if (++this.#depth > maxNesting) throw badInput(`Conditions nest at most ${maxNesting} deep.`, this.#placeOf(path));
    const bound = bind();
    this.#depth--;
    return bound;
  }
}
