import { ofProject } from '../../cohorts/lower/actors.js';
import { caseless, contains } from '../../cohorts/lower/json-values.js';
import {
  and,
  as,
  asc,
  call,
  col,
  desc,
  eq,
  isIn,
  param,
  select,
  subquery,
  table,
} from '../../warehouse/sql/builders.js';
import type { Select } from '../../warehouse/sql/nodes.js';

/** The names of a project's events, those of most events first: `name`, `events`, `last` (milliseconds). */
export const eventNames = (projectId: number, search: string | null, limit: number): Select =>
  select({
    columns: [
      as(col('name'), 'name'),
      as(call('count'), 'events'),
      as(call('toUnixTimestamp64Milli', call('max', col('time'))), 'last'),
    ],
    from: table('events'),
    where: ofProject(projectId),
    groupBy: [col('name')],
    // After grouping there are as many names as there are; before, as many as there are events.
    ...(search === null
      ? {}
      : { having: contains(caseless(call('toString', col('name'))), caseless(param(search, 'String'))) }),
    orderBy: [desc(col('events')), asc(col('name'))],
    limit,
  });

/** Which of these names some event has: `name`. */
export const namesSeen = (projectId: number, names: readonly string[]): Select =>
  select({
    distinct: true,
    columns: [as(col('name'), 'name')],
    from: table('events'),
    where: and(ofProject(projectId), isIn(col('name'), param(names, 'Array(String)'))),
  });

/** The names of the properties that the newest `sample` events carry, of one name or (null) of any: `name`, ascending. */
export const eventProperties = (projectId: number, event: string | null, sample: number, limit: number): Select => {
  const newest = select({
    columns: [as(call('mapKeys', col('properties')), 'names')],
    from: table('events'),
    where: event === null ? ofProject(projectId) : and(ofProject(projectId), eq(col('name'), param(event, 'String'))),
    orderBy: [desc(col('time'))],
    limit: sample,
  });
  return select({
    distinct: true,
    columns: [as(call('arrayJoin', col('names')), 'name')],
    from: subquery(newest),
    orderBy: [asc(col('name'))],
    limit,
  });
};
