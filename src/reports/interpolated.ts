/** Beyond so many digits a double does not hold every decimal number. */
const digits = 15;
/** From here on these digits would not reach the last one of whole numbers. */
const allWhole = 10 ** digits;

/**
 * A median or a percentile as it is told: with 15 significant digits, and large ones as whole numbers. It lies between two values in
 * proportion to a place that a double cannot hold, so that the engine finds 59.999999999999964 where it is 60. The digits left out
 * never meant anything.
 */
export const interpolated = (value: number): number =>
  Math.abs(value) < allWhole ? Number(value.toPrecision(digits)) : Math.round(value);
