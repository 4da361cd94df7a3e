import type { BoundEventGroup, BoundGroupFilter, BoundProperty, BoundUserFilter } from '../../cohorts/bound-filter.js';
import type { PropertyTime } from '../../cohorts/filter.js';
import type { Buckets } from './question.js';

/** What a question is about, resolved: whose events, and whom they count for. */
export type BoundAnalysis = {
  readonly projectId: number;
  /** Whether any device is linked to a user: without, events need not be joined to find out whose they are. */
  readonly hasLinks: boolean;
} & ({ readonly unit: 'USERS' } | { readonly unit: 'GROUPS'; readonly groupKeyId: number });

/** Conditions on a row of events for a unit, bound. */
export type BoundWhere =
  | BoundProperty
  | BoundEventGroup
  | { readonly kind: 'user'; readonly where: BoundUserFilter }
  | { readonly kind: 'group'; readonly where: BoundGroupFilter; readonly properties: PropertyTime }
  | BoundUsersWhoDid
  | { readonly kind: 'and' | 'or'; readonly filters: readonly BoundWhere[] }
  | { readonly kind: 'not'; readonly filter: BoundWhere };

/** So many different users did something for the group that is analysed. */
export interface BoundUsersWhoDid {
  readonly kind: 'usersWhoDid';
  readonly event: BoundChoice;
  readonly times: number;
  readonly atLeast: number;
  /** Null where that end is open. */
  readonly atMost: number | null;
}

export interface BoundChoice {
  readonly names: readonly string[] | null;
  readonly where: BoundWhere | null;
}

/** A division that the event itself decides. */
export type BoundEventBreakdown =
  | { readonly kind: 'eventProperty'; readonly name: string; readonly buckets: Buckets }
  | {
      readonly kind: 'eventGroup';
      readonly groupKeyId: number;
      readonly property: string | null;
      readonly properties: PropertyTime;
      readonly buckets: Buckets;
    }
  /** The group itself. */
  | { readonly kind: 'groupItself' }
  /** The value the group had then. */
  | { readonly kind: 'groupAsOfEvent'; readonly name: string; readonly buckets: Buckets };

/** A division that the unit decides, for all of its events. */
export type BoundUnitBreakdown =
  | { readonly kind: 'profileProperty'; readonly name: string; readonly buckets: Buckets }
  | {
      readonly kind: 'membership';
      readonly groupKeyId: number;
      readonly property: string | null;
      readonly buckets: Buckets;
    }
  | { readonly kind: 'userCohort'; readonly name: string; readonly where: BoundUserFilter }
  | { readonly kind: 'groupCohort'; readonly name: string; readonly where: BoundGroupFilter };

/** A division that the unit decides anew in each interval. */
export interface BoundIntervalBreakdown {
  readonly kind: 'usersWhoDid';
  readonly event: BoundChoice;
  readonly times: number;
  readonly buckets: Buckets;
}

export type BoundBreakdown = BoundEventBreakdown | BoundUnitBreakdown | BoundIntervalBreakdown;
