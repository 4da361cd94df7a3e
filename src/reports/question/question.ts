import type {
  CohortReference,
  EventFilter,
  EventGroupFilter,
  GroupFilter,
  PropertyFilter,
  PropertyTime,
  UserFilter,
} from '../../cohorts/filter.js';

/*
 * What the questions of all reports are made of: frozen plain data, with group keys and cohorts named as the caller named
 * them; binding resolves them.
 *
 * One way: an analysis of groups has types of its own for conditions and breakdowns, and they hold nothing of users'
 * profiles. There is no kind for it, so neither GraphQL nor saved JSON can say it.
 */

/** Conditions on events, of some kinds beside those that every analysis has. */
type EventTree<More> =
  | PropertyFilter
  | EventGroupFilter
  | More
  | { readonly kind: 'and' | 'or'; readonly filters: ReadonlyArray<EventTree<More>> }
  | { readonly kind: 'not'; readonly filter: EventTree<More> };

/** The user who did the event satisfies it. */
export interface ByUser {
  readonly kind: 'user';
  readonly where: UserFilter;
}

/** The group for which the event is looked at, one of those it carried of the key that is analysed, satisfies it. */
export interface ByGroup {
  readonly kind: 'group';
  readonly where: GroupFilter;
  /** For the properties that `where` names; see {@link EventGroupFilter}. */
  readonly properties: PropertyTime;
}

/**
 * So many different users did something for the group: in insights and frequency in the event's interval, so that groups are chosen
 * anew in each; in other reports, and with WHOLE, in the whole range. Both ends open: at least one.
 */
export interface ByUsersWhoDid {
  readonly kind: 'usersWhoDid';
  readonly event: EventChoice<EventFilter>;
  /** How often one user must have done it to count, 1 or more. */
  readonly times: number;
  readonly atLeast: number | null;
  readonly atMost: number | null;
}

/** Which events, when users are analysed. */
export type UserWhere = EventTree<ByUser>;

/** Which events, when groups of a key are analysed. */
export type GroupWhere = EventTree<ByGroup | ByUsersWhoDid>;

/** Events by name, and what more must hold. */
export interface EventChoice<Where> {
  /** Any of these exact names; null: whatever its name. */
  readonly names: readonly string[] | null;
  readonly where: Where | null;
}

/** Ascending; values below the first, between two and from the last on make one segment each. Null: each value one. */
export type Buckets = readonly number[] | null;

/** A division of events that every analysis has. A list divides by each of its elements. */
export type EventBreakdown =
  | { readonly kind: 'eventProperty'; readonly name: string; readonly buckets: Buckets }
  /** By the groups of a key that the event carried: by a property of theirs, or by themselves (null). */
  | {
      readonly kind: 'eventGroup';
      readonly groupKey: string;
      readonly property: string | null;
      readonly properties: PropertyTime;
      readonly buckets: Buckets;
    };

export type UserBreakdown =
  | EventBreakdown
  | { readonly kind: 'userProperty'; readonly name: string; readonly buckets: Buckets }
  /** By the groups of a key that the user belongs to, whatever the event carried: as for {@link EventBreakdown}. */
  | {
      readonly kind: 'membership';
      readonly groupKey: string;
      readonly property: string | null;
      readonly buckets: Buckets;
    }
  /** Whether the user is in a saved cohort. */
  | CohortReference;

export type GroupBreakdown =
  | EventBreakdown
  /** By a property of the group, or by the group itself (null). */
  | {
      readonly kind: 'groupProperty';
      readonly name: string | null;
      readonly properties: PropertyTime;
      readonly buckets: Buckets;
    }
  /** Whether the group is in a saved cohort. */
  | CohortReference
  /** By how many different users did it for the group; in which time as with {@link ByUsersWhoDid}. */
  | {
      readonly kind: 'usersWhoDid';
      readonly event: EventChoice<EventFilter>;
      /** How often one user must have done it to count, 1 or more. */
      readonly times: number;
      readonly buckets: Buckets;
    };

/** The types of an analysis: what its conditions and its breakdowns may say. */
export interface AnalysisTypes {
  readonly where: UserWhere | GroupWhere;
  readonly breakdown: UserBreakdown | GroupBreakdown;
}

export interface OfUsers extends AnalysisTypes {
  readonly where: UserWhere;
  readonly breakdown: UserBreakdown;
}

export interface OfGroups extends AnalysisTypes {
  readonly where: GroupWhere;
  readonly breakdown: GroupBreakdown;
}

/** The segments a report tells: the largest so many, and the rest as one. */
export interface Segments<Breakdown> {
  /** Up to four; none: no segments. */
  readonly by: readonly Breakdown[];
  /** 1 to 200. */
  readonly limit: number;
}
