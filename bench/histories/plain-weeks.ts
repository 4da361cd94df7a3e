import { type Figures, named } from './figures.js';
import type { GroupRecord } from './files.js';
import { type Calendar, dayName, daysOf, mondayOf, type PlainEvent, setAt } from './plain.js';

/** What of an event makes its segment. */
export type SegmentOf = (event: PlainEvent) => string;

/** The event’s own `kind`: what the commit is for. */
export const kindOfEvent: SegmentOf = ({ kind }) => kind;

/** The `kind` in the profile of the repository: what the repository is. */
export function kindOfRepository(groups: readonly GroupRecord[]): SegmentOf {
  const kinds = new Map<string, string>();
  for (const { group_key: key, group_id: id, $set } of groups) {
    if (key === 'repository' && typeof $set.kind === 'string') kinds.set(id, $set.kind);
  }
  return ({ repository }) => kinds.get(repository) ?? '(not set)';
}

/**
 * For each week, and for all of them, in each segment and in all: organizations that did something, the people who did
 * it for them, and events done for an organization. Each counts once in each figure.
 */
export function countWeeks(events: readonly PlainEvent[], calendar: Calendar, segmentOf: SegmentOf): Figures {
  const { from, to } = daysOf(events, calendar);
  const organizations = new Map<string, Set<string>>();
  const people = new Map<string, Set<string>>();
  const done = new Map<string, Set<PlainEvent>>();
  const segments = new Set<string>();
  for (const event of events) {
    if (event.organizations.length === 0) continue;
    const segment = segmentOf(event);
    segments.add(segment);
    const week = dayName(Math.max(from, mondayOf(calendar.day(event.ms))));
    for (const place of [
      named(week, segment),
      named(week, 'overall'),
      named('total', segment),
      named('total', 'overall'),
    ]) {
      for (const organization of event.organizations) setAt(organizations, place).add(organization);
      setAt(people, place).add(event.person);
      setAt(done, place).add(event);
    }
  }
  const weeks = ['total'];
  for (let monday = mondayOf(from); monday <= to; monday += 7) weeks.push(dayName(Math.max(from, monday)));
  const figures: Figures = new Map([['segments', segments.size]]);
  for (const segment of [...segments, 'overall']) {
    for (const week of weeks) {
      const place = named(week, segment);
      figures.set(named(place, 'organizations'), organizations.get(place)?.size ?? 0);
      figures.set(named(place, 'people'), people.get(place)?.size ?? 0);
      figures.set(named(place, 'events'), done.get(place)?.size ?? 0);
    }
  }
  return figures;
}
