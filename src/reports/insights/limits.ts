import { mostWordPlaces } from '../rows/unit-places.js';

/** Up to what size figures are worked out in the quicker of two ways. */
export interface InsightsLimits {
  /** With so many cells or more, figures are put together by the engine. */
  readonly cells: number;
  /** Where units are counted at more places than this, each unit has a list of its places instead of bits. */
  readonly places: number;
}

export const usualLimits: InsightsLimits = { cells: 200_000, places: mostWordPlaces };
