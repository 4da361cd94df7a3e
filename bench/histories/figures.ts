/** The figures of a report by names such as `2019-05-06 | library | organizations`; null: it has no value. */
export type Figures = Map<string, number | string | null>;

/** Makes the name of a figure. */
export const named = (...parts: ReadonlyArray<string | number>): string => parts.join(' | ');

/** A figure that is not the same on both sides; undefined where a side does not have it at all. */
export interface Difference {
  readonly name: string;
  readonly answered: number | string | null | undefined;
  readonly counted: number | string | null | undefined;
}

/** Compares every figure of both sides. Quotients and means may differ in their last digits. */
export function differencesOf(answered: Figures, counted: Figures): Difference[] {
  const differences: Difference[] = [];
  for (const name of new Set([...answered.keys(), ...counted.keys()])) {
    const [one, other] = [answered.get(name), counted.get(name)];
    if (!isSame(one, other)) differences.push({ name, answered: one, counted: other });
  }
  return differences;
}

function isSame(one: Difference['answered'], other: Difference['counted']): boolean {
  if (typeof one !== 'number' || typeof other !== 'number') return one === other;
  return Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));
}
