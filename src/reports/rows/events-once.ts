import type { BoundBreakdown, BoundWhere } from '../question/bound.js';
import type { SegmentedQuestion } from './segmented-rows.js';

/**
 * The same question about events, asked of the rows that events have for their users, one each, where it can be: an analysis of groups
 * in which only the events and the present properties of one key's groups decide what counts and where. Its own rows are one
 * for each group of an event, and events would have to be told apart by their ids. Whom rows count for is not kept.
 */
export function eventsOnce(question: SegmentedQuestion): SegmentedQuestion {
  const { analysis, choice, where, by } = question;
  if (analysis.unit !== 'GROUPS') return question;
  const { groupKeyId, projectId, hasLinks } = analysis;
  const ofEvents = by.map((one) => asOfEvent(one, groupKeyId));
  // Two divisions by the groups of an event belong together group by group.
  const ofGroups = by.filter(({ kind }) => kind === 'profileProperty' || kind === 'groupItself');
  const isOfEvents = [choice.where, where].every((one) => one === null || isOfEvent(one));
  if (!isOfEvents || ofGroups.length > 1 || ofEvents.includes(null)) return question;
  return {
    ...question,
    analysis: { unit: 'USERS', projectId, hasLinks },
    counted: { groupsOf: groupKeyId },
    by: ofEvents.filter((one) => one !== null),
  };
}

/** A breakdown of a group's event as one that the event decides; null where there is none. */
function asOfEvent(by: BoundBreakdown, groupKeyId: number): BoundBreakdown | null {
  switch (by.kind) {
    case 'eventProperty':
    case 'eventGroup':
      return by;
    case 'profileProperty':
      return { kind: 'eventGroup', groupKeyId, property: by.name, properties: 'CURRENT', buckets: by.buckets };
    case 'groupItself':
      return { kind: 'eventGroup', groupKeyId, property: null, properties: 'CURRENT', buckets: null };
    default:
      return null;
  }
}

function isOfEvent(where: BoundWhere): boolean {
  switch (where.kind) {
    case 'property':
    case 'eventGroup':
      return true;
    case 'and':
    case 'or':
      return where.filters.every(isOfEvent);
    case 'not':
      return isOfEvent(where.filter);
    default:
      return false;
  }
}
