import { createHash } from 'node:crypto';
import { z } from 'zod';
import { MusterError } from '../core/errors.js';
import type { Ordered, Position } from './lower/order.js';

const version = 1;
const cursorShape = z.tuple([z.literal(version), z.string(), z.array(z.union([z.string(), z.number()]))]);
/** Longer than any cursor made here. */
const maxLength = 8_192;

/** Tells one question and order from another. Not a secret and not a proof: it catches mistakes. */
export const fingerprint = (...question: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 16);

/** A position as opaque text for clients. */
export const encodeCursor = (question: string, position: Position): string =>
  Buffer.from(JSON.stringify([version, question, position]), 'utf8').toString('base64url');

/**
 * The position a cursor holds.
 * @throws MusterError CURSOR_INVALID if it was not made here, or for another question or order
 */
export function decodeCursor(cursor: string, question: string, order: Ordered): Position {
  const position = positionIn(cursor, question);
  if (order.fits(position)) return position;
  throw invalid('This cursor was issued for another question or order; ask for the first page.');
}

/**
 * The position a cursor of a list with an order of its own holds.
 * @throws MusterError CURSOR_INVALID as {@link decodeCursor}
 */
export function decodePlace<Place>(cursor: string, question: string, shape: z.ZodType<Place>): Place {
  const place = shape.safeParse(positionIn(cursor, question));
  if (place.success) return place.data;
  throw invalid('This is no cursor of this server; use one from a page, unchanged.');
}

function positionIn(cursor: string, question: string): Position {
  const parsed = cursorShape.safeParse(parseJson(cursor));
  if (!parsed.success) throw invalid('This is no cursor of this server; use one from a page, unchanged.');
  const [, madeFor, position] = parsed.data;
  if (madeFor === question) return position;
  throw invalid('This cursor was issued for another question or order; ask for the first page.');
}

const invalid = (message: string): MusterError => new MusterError('CURSOR_INVALID', message, { path: ['after'] });

function parseJson(cursor: string): unknown {
  if (cursor.length > maxLength) return undefined;
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
