import type { Which } from '../../../reports/behind/segment.js';
import type { BoundBreakdown } from '../../../reports/question/bound.js';
import type { SegmentValueNode } from './common.js';

const notSet: SegmentValueNode = { label: '(not set)', value: null, isSet: false, from: null, to: null };

/** What a segment is, from the texts its parts are told by: JSON of the value, the number of a bucket, or '' for not set. */
const segmentValues = (texts: readonly string[], by: readonly BoundBreakdown[]): SegmentValueNode[] =>
  by.map((one, index) => segmentValue(texts[index] ?? '', one));

/** What a series of a report is of: one segment, or nothing in particular where it is of all or of all others. */
export const segmentOf = (which: Which, by: readonly BoundBreakdown[]): SegmentValueNode[] =>
  which === 'ALL' || which === 'OTHER' ? [] : segmentValues(which, by);

function segmentValue(text: string, by: BoundBreakdown): SegmentValueNode {
  if (text === '') return notSet;
  const value: unknown = JSON.parse(text);
  if (by.kind === 'userCohort' || by.kind === 'groupCohort') {
    const label = value === true ? `in ${by.name}` : `not in ${by.name}`;
    return { label, value, isSet: true, from: null, to: null };
  }
  if ('buckets' in by && by.buckets !== null) return bucketValue(Number(value), by.buckets);
  return { label: labelOf(value, text), value, isSet: true, from: null, to: null };
}

function bucketValue(index: number, bounds: readonly number[]): SegmentValueNode {
  const [from, to] = [bounds[index - 1] ?? null, bounds[index] ?? null];
  const label = from === null ? `below ${to}` : to === null ? `from ${from}` : `${from} – ${to}`;
  return { label, value: null, isSet: true, from, to };
}

function labelOf(value: unknown, text: string): string {
  if (typeof value !== 'string') return text;
  return value === '' ? '(empty text)' : value;
}
