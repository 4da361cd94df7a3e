import { z } from 'zod';
import { type Figures, named } from './figures.js';
import { type Calendar, dayName } from './plain.js';
import type { Question } from './question.js';

const series = z.object({
  segment: z.array(z.object({ label: z.string() })),
  total: z.object({ value: z.number().nullable() }),
  points: z.array(z.object({ value: z.number().nullable() })),
});
const answer = z.object({
  analyzeGroups: z.object({
    insights: z.object({
      intervals: z.array(z.object({ start: z.string() })),
      segmentCount: z.number(),
      lines: z.array(
        z.object({ name: z.string(), overall: series, segments: z.array(series), other: series.nullable() }),
      ),
    }),
  }),
});

/** What organizations do from week to week, divided by `breakdown`, such as `{ eventProperty: { name: "kind" } }`. */
export const askedWeeks = (breakdown: string, calendar: Calendar): Question => ({
  text: `query ($from: String!, $to: String!) {
    analyzeGroups(key: "organization") {
      insights(
        question: {
          range: { days: { from: $from, to: $to } }
          interval: WEEK
          metrics: [
            { events: { name: "organizations", event: {}, measure: { count: UNITS } } }
            { events: { name: "people", event: {}, measure: { count: UNITS }, count: USERS } }
            { events: { name: "events", event: {}, measure: { count: EVENTS } } }
          ]
          breakdowns: [${breakdown}]
          segmentLimit: 50
        }
      ) {
        intervals { start }
        segmentCount
        lines {
          name
          overall { ...figures }
          segments { ...figures }
          other { ...figures }
        }
      }
    }
  }
  fragment figures on InsightsSeries {
    segment { label }
    total { value }
    points { value }
  }`,
  figuresOf(data) {
    const { intervals, segmentCount, lines } = answer.parse(data).analyzeGroups.insights;
    const weeks = intervals.map(({ start }) => dayName(calendar.day(Date.parse(start))));
    const figures: Figures = new Map([['segments', segmentCount]]);
    for (const { name, overall, segments, other } of lines) {
      if (other !== null) throw new Error('every segment was to be told');
      for (const { segment, total, points } of [overall, ...segments]) {
        const label = segment[0]?.label ?? 'overall';
        figures.set(named('total', label, name), total.value);
        for (const [index, { value }] of points.entries()) {
          figures.set(named(weeks[index] ?? `week ${index}`, label, name), value);
        }
      }
    }
    return figures;
  },
});
