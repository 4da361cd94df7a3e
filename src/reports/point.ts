import type { z } from 'zod';
import { badInput, type Path } from '../cohorts/bind-checks.js';

/** Longer than any id made here. */
const maxLength = 16_384;

/** Names a figure of a report as opaque text: a small tuple that the report makes sense of. */
export const encodePoint = (point: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(point), 'utf8').toString('base64url');

/**
 * The tuple that an id holds, in the shape its report gives it.
 * @throws MusterError BAD_INPUT if it is no id of a figure of such a report
 */
export function decodePoint<Point>(id: string, shape: z.ZodType<Point>, path: Path): Point {
  const parsed = shape.safeParse(parseJson(id));
  if (parsed.success) return parsed.data;
  throw badInput('This is no id of a figure of this report; use one from its answer, unchanged.', path);
}

function parseJson(id: string): unknown {
  if (id.length > maxLength) return undefined;
  try {
    return JSON.parse(Buffer.from(id, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
