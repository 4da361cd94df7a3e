import type { Figures } from './figures.js';

/** A report as a user of the API asks it, with the variables `from` and `to`, the days of the first and last event. */
export interface Question {
  readonly text: string;
  readonly figuresOf: (data: unknown) => Figures;
}
