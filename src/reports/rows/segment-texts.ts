import { segmentColumn } from './layers.js';
import { otherSegments } from './told.js';

/** The values of a segment's parts as texts, canonical JSON or the number of a bucket; '' is not set. */
export type SegmentTexts = readonly string[];

/** A row of an answer with the columns of a segment among others. */
export interface SegmentRow {
  readonly [segment: string]: unknown;
}

/** The segment of a row of an answer. */
export const segmentOfRow = (row: SegmentRow, parts: number): SegmentTexts =>
  Array.from({ length: parts }, (_, index) => String(row[segmentColumn(index)] ?? ''));

/** The one segment that stands for all that are not told. */
export const otherOf = (parts: number): SegmentTexts => Array.from({ length: parts }, () => otherSegments);

/** Whether a segment is {@link otherOf} its parts. */
export const isOther = (segment: SegmentTexts): boolean => segment[0] === otherSegments;

/** Segments by their size, largest first; equal ones by their texts, as the engine orders them. */
export function largestFirst(
  sized: ReadonlyArray<{ readonly segment: SegmentTexts; readonly size: number }>,
): SegmentTexts[] {
  const sorted = [...sized].sort((a, b) => b.size - a.size || compareTexts(a.segment, b.segment));
  return sorted.map(({ segment }) => segment);
}

function compareTexts(a: SegmentTexts, b: SegmentTexts): number {
  const different = a.findIndex((text, index) => text !== b[index]);
  if (different === -1) return 0;
  return Buffer.compare(Buffer.from(a[different] ?? ''), Buffer.from(b[different] ?? ''));
}
