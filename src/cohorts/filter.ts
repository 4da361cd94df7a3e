/**
 * Questions about who belongs, as frozen plain data with a closed `kind`. Group keys and cohorts are still named as
 * the caller named them; binding (bind.ts) resolves them.
 *
 * One way: a UserFilter may hold a GroupFilter, a GroupFilter holds nothing of users. There is no kind for it, so
 * neither the GraphQL schema nor saved JSON can say it.
 */

/** A moment in milliseconds since the epoch. */
export type Instant = number;

/**
 * What a property's value must be. Missing and null are "not set" and satisfy no positive condition; every negative
 * condition (`isNoneOf`, `notEquals`, `noneOf`) is exactly the complement of its positive twin, so it holds for
 * values not set and for values of another type. docs/concepts.md has the table.
 */
export type PropertyCondition =
  | { readonly kind: 'textIsOneOf' | 'textIsNoneOf'; readonly values: readonly string[]; readonly ignoreCase: boolean }
  | {
      readonly kind: 'textContains' | 'textStartsWith' | 'textEndsWith';
      readonly text: string;
      readonly ignoreCase: boolean;
    }
  | {
      readonly kind: 'number';
      readonly operator: 'equals' | 'notEquals' | 'lessThan' | 'atMost' | 'greaterThan' | 'atLeast';
      readonly value: number;
    }
  /** Both ends included. */
  | { readonly kind: 'numberBetween'; readonly from: number; readonly to: number }
  | { readonly kind: 'booleanIs'; readonly value: boolean }
  /** ISO text; `before` and `after` exclude the moment itself. */
  | { readonly kind: 'dateBefore' | 'dateAfter'; readonly instant: Instant }
  /** From n times 24 hours ago up to now. */
  | { readonly kind: 'dateInLastDays'; readonly days: number }
  /** A value that is no list counts as a list of one, a value not set as an empty list. */
  | {
      readonly kind: 'listAnyOf' | 'listAllOf' | 'listNoneOf';
      readonly values: ReadonlyArray<string | number | boolean>;
    }
  | { readonly kind: 'isSet' | 'isNotSet' };

export interface PropertyFilter {
  readonly kind: 'property';
  readonly name: string;
  readonly condition: PropertyCondition;
}

/** Of which moment the properties of a group are meant: of now, or of when the event in question happened. */
export type PropertyTime = 'CURRENT' | 'AS_OF_EVENT';

/** The event carried some one group of the key that satisfies the whole of `where`. */
export interface EventGroupFilter {
  readonly kind: 'eventGroup';
  readonly groupKey: string;
  readonly where: GroupFilter;
  /** For the properties that `where` and saved cohorts in it name; whether groups did something is always asked of now. */
  readonly properties: PropertyTime;
}

/** Conditions on one event: its own properties, and the groups it carried. */
export type EventFilter =
  | PropertyFilter
  | EventGroupFilter
  | { readonly kind: 'and' | 'or'; readonly filters: readonly EventFilter[] }
  | { readonly kind: 'not'; readonly filter: EventFilter };

/** When the events counted by `did` happened. Both absent means ever. */
export type TimeRange =
  | { readonly kind: 'ever' }
  | { readonly kind: 'lastDays'; readonly days: number }
  /** `from` included, `to` excluded; either may be open. */
  | { readonly kind: 'between'; readonly from: Instant | null; readonly to: Instant | null };

/** "Did event E at least/at most n times within a time, with such properties." */
export interface DidFilter {
  readonly kind: 'did';
  /** Null: any event. */
  readonly event: string | null;
  /** Null where that end is open. `atMost: 0` means never did. */
  readonly atLeast: number | null;
  readonly atMost: number | null;
  readonly within: TimeRange;
  readonly where: EventFilter | null;
}

/** A saved cohort of the same unit (for groups: of the same key). */
export interface CohortReference {
  readonly kind: 'cohort';
  readonly cohortId: string;
}

/** The id itself: the distinct id of a user, the group id of a group. */
export interface IdFilter {
  readonly kind: 'id';
  readonly values: readonly string[];
}

/** A figure of a report, as the report's own question has it; `reports/behind` makes sense of it. */
interface Figure {
  readonly report: string;
  readonly question: object;
  /** The figure's id in the answer. */
  readonly point: string;
}

/** A figure of an analysis of groups. */
export interface GroupFigure extends Figure {
  readonly subject: { readonly unit: 'GROUPS'; readonly groupKey: string };
}

/** A figure of an analysis of users, or of groups where it counts their users. */
export interface UserFigure extends Figure {
  readonly subject: GroupFigure['subject'] | { readonly unit: 'USERS' };
}

/** Is one of those behind a figure of a report, as the report would be answered now. */
export interface BehindFilter<OfReport extends UserFigure | GroupFigure> {
  readonly kind: 'behind';
  readonly figure: OfReport;
}

export type GroupFilter =
  | PropertyFilter
  | DidFilter
  | CohortReference
  | IdFilter
  /**
   * Of an analysis of users only where its figure counts groups, which binding checks; neither GraphQL nor saved filters
   * can say that.
   */
  | BehindFilter<UserFigure>
  | { readonly kind: 'and' | 'or'; readonly filters: readonly GroupFilter[] }
  | { readonly kind: 'not'; readonly filter: GroupFilter };

export type UserFilter =
  | PropertyFilter
  | DidFilter
  | CohortReference
  | IdFilter
  | BehindFilter<UserFigure>
  /** Belongs, by profile, to some one group of the key that satisfies the whole of `where`. */
  | { readonly kind: 'someGroup'; readonly groupKey: string; readonly where: GroupFilter }
  /** Belongs to more than `moreThan` groups of the key; 0 means any. */
  | { readonly kind: 'belongsTo'; readonly groupKey: string; readonly moreThan: number }
  | { readonly kind: 'and' | 'or'; readonly filters: readonly UserFilter[] }
  | { readonly kind: 'not'; readonly filter: UserFilter };
