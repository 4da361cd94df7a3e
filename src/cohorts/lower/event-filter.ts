import { instant, mapValue } from '../../warehouse/sql/builders.js';
import type { Expression } from '../../warehouse/sql/nodes.js';
import type { BoundEventFilter } from '../bound-filter.js';
import { carriedGroupAsOfEvent } from './as-of-event.js';
import { lowerCondition } from './condition.js';
import { allOf, anyOf, complement, type Predicate } from './predicate.js';
import { hasGroupSuchThat } from './some-group.js';

/** No event lies outside (1971 to an hour from now); moments beyond are cut so that the engine's date type holds them. */
const lastMoment = Date.UTC(2280, 0, 1);

/** A moment, milliseconds, to compare an event's time with. */
export const eventMoment = (ms: number): Expression => instant(Math.min(Math.max(ms, 0), lastMoment));

/**
 * The filter as a condition on a row of `events` or `unit_events`, whose table has no alias there.
 * @param times what of `unit_events` can hold the rows; everything unless given
 */
export function lowerEventFilter(filter: BoundEventFilter, projectId: number, times: Predicate = true): Predicate {
  switch (filter.kind) {
    case 'property':
      return lowerCondition(mapValue('properties', filter.name), filter.condition);
    case 'eventGroup': {
      const scope = { projectId, groupKeyId: filter.groupKeyId };
      if (filter.properties === 'AS_OF_EVENT') return carriedGroupAsOfEvent(filter.where, scope, times);
      return hasGroupSuchThat(filter.where, scope);
    }
    case 'and':
      return allOf(...filter.filters.map((part) => lowerEventFilter(part, projectId, times)));
    case 'or':
      return anyOf(...filter.filters.map((part) => lowerEventFilter(part, projectId, times)));
    case 'not':
      return complement(lowerEventFilter(filter.filter, projectId, times));
  }
}
