import { z } from 'zod';
import { type Figures, named } from './figures.js';
import { type Calendar, monthName } from './plain.js';
import type { RetentionKind } from './plain-retention.js';
import type { Question } from './question.js';

const counted = z.object({ count: z.number() });
const retention = z.object({
  intervals: z.array(z.object({ start: z.string() })),
  overall: z.object({
    cohorts: z.array(
      z.object({
        size: counted,
        cells: z.array(
          z.object({ retained: counted, notRetained: counted, rate: z.number().nullable(), state: z.string() }),
        ),
      }),
    ),
    averages: z.array(
      z.object({
        size: counted,
        retained: counted,
        pooled: z.number().nullable(),
        weighted: z.number().nullable(),
      }),
    ),
  }),
});
const answer = z.union([
  z.object({ analyzeUsers: z.object({ retention }) }).transform(({ analyzeUsers }) => analyzeUsers.retention),
  z.object({ analyzeGroups: z.object({ retention }) }).transform(({ analyzeGroups }) => analyzeGroups.retention),
]);

/**
 * Who commits again in the months after their first commit. `analyze` says of whom: `analyzeUsers`, or
 * `analyzeGroups(key: "organization")`.
 */
export const askedRetention = (
  analyze: string,
  { alignment, mode }: RetentionKind,
  buckets: number,
  calendar: Calendar,
): Question => ({
  text: `query ($from: String!, $to: String!) {
    ${analyze} {
      retention(
        question: {
          range: { days: { from: $from, to: $to } }
          unit: MONTH
          birth: { names: ["commit"] }
          returns: { names: ["commit"] }
          alignment: ${alignment}
          mode: ${mode}
          buckets: ${buckets}
        }
      ) {
        intervals { start }
        overall {
          cohorts { size { count } cells { retained { count } notRetained { count } rate state } }
          averages { size { count } retained { count } pooled weighted }
        }
      }
    }
  }`,
  figuresOf(data) {
    const { intervals, overall } = answer.parse(data);
    const figures: Figures = new Map();
    for (const [index, { size, cells }] of overall.cohorts.entries()) {
      const start = Date.parse(intervals[index]?.start ?? '');
      for (const [bucket, cell] of cells.entries()) {
        const at = (figure: string): string => named(monthName(calendar.month(start)), bucket, figure);
        figures.set(at('size'), size.count);
        figures.set(at('retained'), cell.retained.count);
        figures.set(at('not retained'), cell.notRetained.count);
        figures.set(at('rate'), cell.rate);
        figures.set(at('state'), cell.state);
      }
    }
    for (const [bucket, { size, retained, ...rates }] of overall.averages.entries()) {
      const average = { size: size.count, retained: retained.count, ...rates };
      for (const [figure, value] of Object.entries(average)) figures.set(named('average', bucket, figure), value);
    }
    return figures;
  },
});
