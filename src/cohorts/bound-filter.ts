import type { Query } from '../warehouse/sql/nodes.js';
import type { Instant, PropertyCondition, PropertyTime } from './filter.js';

/**
 * Filters after binding: group keys are the catalog's numbers, saved cohorts are spelled out, times that were relative
 * to now are moments, texts are well-formed, and every list and number has been checked. Lowering cannot fail on one.
 */

/** A condition whose moments are fixed. */
export type BoundCondition =
  | Exclude<PropertyCondition, { kind: 'dateInLastDays' }>
  /** Both ends included. */
  | { readonly kind: 'dateBetween'; readonly from: Instant; readonly to: Instant };

export interface BoundProperty {
  readonly kind: 'property';
  readonly name: string;
  readonly condition: BoundCondition;
}

export interface BoundEventGroup {
  readonly kind: 'eventGroup';
  readonly groupKeyId: number;
  readonly where: BoundGroupFilter;
  readonly properties: PropertyTime;
}

export type BoundEventFilter =
  | BoundProperty
  | BoundEventGroup
  | { readonly kind: 'and' | 'or'; readonly filters: readonly BoundEventFilter[] }
  | { readonly kind: 'not'; readonly filter: BoundEventFilter };

export interface BoundDid {
  readonly kind: 'did';
  readonly event: string | null;
  /** 0 where that end is open. */
  readonly atLeast: number;
  /** Null where that end is open. */
  readonly atMost: number | null;
  /** Included; null where open. */
  readonly from: Instant | null;
  /** Excluded; null where open. */
  readonly to: Instant | null;
  readonly where: BoundEventFilter | null;
}

export interface BoundId {
  readonly kind: 'id';
  readonly values: readonly string[];
}

/** One of these, by their hashes. */
export interface BoundBehind {
  readonly kind: 'behind';
  readonly hashes: Query;
}

/** About groups of one key; which one stands beside the filter. */
export type BoundGroupFilter =
  | BoundProperty
  | BoundDid
  | BoundId
  | BoundBehind
  | { readonly kind: 'and' | 'or'; readonly filters: readonly BoundGroupFilter[] }
  | { readonly kind: 'not'; readonly filter: BoundGroupFilter };

export type BoundUserFilter =
  | BoundProperty
  | BoundDid
  | BoundId
  | BoundBehind
  | { readonly kind: 'someGroup'; readonly groupKeyId: number; readonly where: BoundGroupFilter }
  | { readonly kind: 'belongsTo'; readonly groupKeyId: number; readonly moreThan: number }
  | { readonly kind: 'and' | 'or'; readonly filters: readonly BoundUserFilter[] }
  | { readonly kind: 'not'; readonly filter: BoundUserFilter };
