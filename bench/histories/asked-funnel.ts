import { z } from 'zod';
import { type Figures, named } from './figures.js';
import type { Counting } from './plain-funnel.js';
import type { Question } from './question.js';

const durations = z
  .object({ averageMs: z.number(), medianMs: z.number(), percentilesMs: z.array(z.number()) })
  .nullable();
const series = z.object({
  segment: z.array(z.object({ label: z.string() })),
  steps: z.array(
    z.object({
      reached: z.object({ count: z.number() }),
      dropped: z.object({ count: z.number() }).nullable(),
      conversion: z.number().nullable(),
      conversionFromPrevious: z.number().nullable(),
      sinceFirst: durations,
      sincePrevious: durations,
    }),
  ),
});
const answer = z.object({
  analyzeGroups: z.object({
    funnel: z.object({
      segmentCount: z.number(),
      whole: z.object({ overall: series, segments: z.array(series) }),
    }),
  }),
});

const commits = Array.from({ length: 10 }, () => '{ event: { names: ["commit"] } }').join(' ');

/** From an organization’s first commit over the tenth to a merge, within 90 days; by the size of organizations. */
export const askedFunnel = (counting: Counting): Question => ({
  text: `query ($from: String!, $to: String!) {
    analyzeGroups(key: "organization") {
      funnel(
        question: {
          range: { days: { from: $from, to: $to } }
          steps: [${commits} { event: { names: ["merge"] } }]
          counting: ${counting}
          window: { count: 90, unit: DAY }
          breakdowns: [{ groupProperty: { name: "size" } }]
          percentiles: [90]
        }
      ) {
        segmentCount
        whole {
          overall { ...figures }
          segments { ...figures }
        }
      }
    }
  }
  fragment figures on FunnelSeries {
    segment { label }
    steps {
      reached { count }
      dropped { count }
      conversion
      conversionFromPrevious
      sinceFirst { averageMs medianMs percentilesMs }
      sincePrevious { averageMs medianMs percentilesMs }
    }
  }`,
  figuresOf(data) {
    const { segmentCount, whole } = answer.parse(data).analyzeGroups.funnel;
    const figures: Figures = new Map([['segments', segmentCount]]);
    for (const { segment, steps } of [whole.overall, ...whole.segments]) {
      for (const [index, step] of steps.entries()) {
        const at = (figure: string): string => named(segment[0]?.label ?? 'overall', `step ${index + 1}`, figure);
        figures.set(at('reached'), step.reached.count);
        figures.set(at('dropped'), step.dropped?.count ?? null);
        figures.set(at('conversion'), step.conversion);
        figures.set(at('from previous'), step.conversionFromPrevious);
        addDurations(figures, at('since first'), step.sinceFirst);
        addDurations(figures, at('since previous'), step.sincePrevious);
      }
    }
    return figures;
  },
});

function addDurations(figures: Figures, name: string, told: z.infer<typeof durations>): void {
  figures.set(named(name, 'average'), told?.averageMs ?? null);
  figures.set(named(name, 'median'), told?.medianMs ?? null);
  figures.set(named(name, '90th'), told?.percentilesMs[0] ?? null);
}
