import type { Rows } from '../../rows/layers.js';

/**
 * Attempts of a unit side by side, one row for each unit: `u`, the entries, and for each step (and each exclusion, where
 * there are any) the event of each attempt.
 */
export type Walks = Rows;

/** The column of the entries, an array. */
export const entries = 'entries';
/** The event that each attempt uses for a step, by its place. */
export const usedAt = (place: number): string => `used_${place}`;
/** The first event of an exclusion that may matter to each attempt, by its place. */
export const foundAt = (place: number): string => `found_${place}`;
