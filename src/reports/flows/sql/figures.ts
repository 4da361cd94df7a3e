import { array, as, asc, call, col, desc, num, param, plus, select } from '../../../warehouse/sql/builders.js';
import type { Expression, Select } from '../../../warehouse/sql/nodes.js';
import { below, isWithout, layer, ofRow } from '../../rows/layers.js';
import { unit } from '../../rows/units.js';
import { type BoundFlows, positionsOf } from '../bound.js';
import { path, pathsOf } from './paths.js';

/** A row of the answer to {@link eventsByStep}; figures as text. */
export interface StepRow {
  /** The place of the step, from 1. */
  readonly place: string;
  /** '' for paths that have begun or ended there. */
  readonly event: string;
  readonly paths: string;
}

const place = 'place';

/** How many paths have which event at which step. */
export function eventsByStep(flows: BoundFlows): Select {
  const rows = layer(pathsOf(flows), [as(call('arrayJoin', call('arrayEnumerate', ofRow(path))), place)]);
  const named = layer(rows, [as(call('arrayElement', ofRow(path), ofRow(place)), 'event')], { without: [path] });
  return select({
    columns: [col(place), col('event'), as(call('count'), 'paths')],
    from: below(named),
    groupBy: [col(place), col('event')],
  });
}

/** A row of the answer to {@link links}; figures as text. */
export interface LinkRow {
  /** The place of the step that the link leads away from, from 1. */
  readonly place: string;
  /** Places among the names that are told of the step, from 1; one more for nothing, 0 for any other event. */
  readonly source: string;
  readonly target: string;
  readonly paths: string;
}

/** How many paths lead from which event to which, step by step. */
export function links(flows: BoundFlows, told: ReadonlyArray<readonly string[]>): Select {
  const last = positionsOf(flows).length;
  const rows = layer(pathsOf(flows), [as(toldPlaces(flows, told), 'places')], { without: [path] });
  const each = layer(rows, [as(call('arrayJoin', call('range', num(1), num(last))), place)]);
  const at = (step: Expression): Expression => call('arrayElement', ofRow('places'), step);
  const ends = layer(each, [as(at(ofRow(place)), 'source'), as(at(plus(ofRow(place), num(1))), 'target')], {
    without: ['places'],
  });
  const divisions = [col(place), col('source'), col('target')];
  return select({
    columns: [...divisions, as(call('count'), 'paths')],
    from: below(ends),
    groupBy: divisions,
  });
}

/** For each step of a path the place of its event among the names told of the step; see {@link LinkRow}. */
export const toldPlaces = (flows: BoundFlows, told: ReadonlyArray<readonly string[]>): Expression =>
  array(
    ...positionsOf(flows).map((_, index) =>
      call(
        'indexOf',
        param([...(told[index] ?? []), ''], 'Array(String)'),
        call('arrayElement', ofRow(path), num(index + 1)),
      ),
    ),
  );

/** A row of the answer to {@link everyPath}; figures as text. */
export interface PathRow {
  /** 1: all paths together, whose own is empty. */
  readonly of_all: number;
  readonly path: readonly string[];
  readonly paths: string;
  readonly units: string;
}

/** All paths together, and then each, the most frequent first, equal ones by their names; at most so many rows. */
export const everyPath = (flows: BoundFlows, rowLimit: number): Select =>
  select({
    columns: [
      as(isWithout([col(path)]), 'of_all'),
      col(path),
      as(call('count'), 'paths'),
      as(call('uniqExact', col(unit)), 'units'),
    ],
    from: below(pathsOf(flows)),
    groupingSets: [[col(path)], []],
    orderBy: [desc(col('of_all')), desc(col('paths')), asc(col(path))],
    limit: rowLimit,
  });
