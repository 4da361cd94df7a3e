import type { GroupKey, RequestContext } from '../src/core/model.js';
import type { Answered, AskedStatement } from '../src/reports/inquiry.js';
import type { InsightsAnswer } from '../src/reports/insights/insights.js';
import type { EventMetric, Measure } from '../src/reports/insights/question.js';
import type { EventChoice, GroupBreakdown, UserBreakdown, UserWhere } from '../src/reports/question/question.js';
import type { Reports } from '../src/reports/reports.js';
import type { RetentionAnswer } from '../src/reports/retention/retention.js';
import { otherSegments } from '../src/reports/rows/told.js';
import type { ReportSubject } from '../src/reports/subject.js';
import * as byHand from './report-by-hand.js';
import { days, month } from './report-data.js';

/** Figures by what they are of, as rows made by hand name them. */
export type Figures = ReadonlyMap<string, number>;

export interface AskedReport {
  readonly statements: readonly AskedStatement[];
  /** Null where nothing is written by hand to compare them with. */
  readonly figures: (() => Figures) | null;
}

/** One report, as Muster is asked for it, and as an expert would write it. */
export interface ReportQuestion {
  readonly unit: byHand.Unit;
  readonly name: string;
  ask(): Promise<AskedReport>;
  readonly hands: readonly byHand.ByHand[];
}

type Choice = EventChoice<UserWhere & never>;
type Breakdown = UserBreakdown | GroupBreakdown;

const dayMs = 86_400_000;
const monthOfDays = { kind: 'days', ...month } as const;
const allDays = { kind: 'days', ...days } as const;
const undivided = { by: [], limit: 10 } as const;
const anything: Choice = { names: null, where: null };

export const keyOf = (a: string, b: string): string => JSON.stringify([a, b]);

const named = (...names: string[]): Choice => ({ names, where: null });
const dateOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10);
const divided = (by: Breakdown) => ({ by: [by], limit: 10 });

const property = (name: string): Breakdown => ({ kind: 'eventProperty', name, buckets: null });

function metric(measure: Measure): EventMetric<never> {
  return { kind: 'events', name: null, event: anything, unit: { kind: 'own' }, measure };
}

/** Every question about users, or about the groups of a key. */
export function questionsOf(reports: Reports, ctx: RequestContext, groupKey: GroupKey | null): ReportQuestion[] {
  const unit: byHand.Unit = groupKey === null ? 'USERS' : 'GROUPS';
  const subject: ReportSubject = groupKey === null ? { unit: 'USERS' } : { unit: 'GROUPS', groupKey };
  const question = <Answer>(
    name: string,
    ask: () => Promise<Answered<Answer>>,
    figures: ((answer: Answer) => Figures) | null = null,
    hands: readonly byHand.ByHand[] = [],
  ): ReportQuestion => ({
    unit,
    name,
    hands,
    async ask() {
      const { answer, inquiry } = await ask();
      return { statements: inquiry.statements, figures: figures === null ? null : () => figures(answer) };
    },
  });
  const insights = (measures: readonly Measure[], by: readonly Breakdown[]) => () =>
    reports.insights.answer(ctx, subject, {
      metrics: measures.map(metric),
      formulas: [],
      range: monthOfDays,
      interval: 'DAY',
      where: null,
      segments: { by, limit: 10 },
      shape: { kind: 'plain' },
      comparesWithPeriodBefore: false,
    });
  const funnel = (segments: { readonly by: readonly Breakdown[]; readonly limit: number }) => () =>
    reports.funnel.answer(ctx, subject, {
      steps: byHand.funnelSteps.map((name) => ({ label: null, event: named(name), isAnchored: true })),
      order: 'SEQUENCE',
      windowMs: 7 * dayMs,
      counting: 'UNIQUES',
      exclusions: [],
      holdConstant: [],
      range: allDays,
      interval: 'WHOLE',
      where: null,
      segments,
      attribution: { kind: 'first' },
      percentiles: [],
    });
  const ofUnit: Breakdown =
    groupKey === null
      ? { kind: 'userProperty', name: 'role', buckets: null }
      : { kind: 'groupProperty', name: 'plan', properties: 'CURRENT', buckets: null };
  const industry: Breakdown =
    groupKey === null
      ? { kind: 'eventGroup', groupKey: 'company_id', property: 'industry', properties: 'CURRENT', buckets: null }
      : { kind: 'groupProperty', name: 'industry', properties: 'CURRENT', buckets: null };
  const retention = { unit: 'WEEK', mode: 'ON', countsUsers: false, sumOf: null, range: allDays, where: null } as const;

  return [
    question('insights: units of each day, a month', insights([{ kind: 'units' }], []), dailyFigures, [
      ...byHand.dailyUnits(unit),
    ]),
    question(
      'insights: active in 1, 7, 30 days, a month',
      insights(
        byHand.activeDays.map((count) => ({ kind: 'active', days: count })),
        [],
      ),
      ({ lines, intervals }) =>
        new Map(
          lines.flatMap(({ main: { overall } }, line) =>
            overall.points.map((point, index): [string, number] => [
              keyOf(`${byHand.activeDays[line]}`, dateOf(intervals[index]?.from ?? Number.NaN)),
              point ?? 0,
            ]),
          ),
        ),
      byHand.active(unit),
    ),
    question(
      'insights: sum by day and industry, top 10',
      insights([{ kind: 'property', name: 'duration', aggregate: { function: 'SUM' } }], [industry]),
      segmentFigures,
      byHand.sumByIndustry(unit),
    ),
    question(
      'funnel: 3 steps in 7 days, 90 days',
      funnel(undivided),
      ({ whole }) => {
        const figures = new Map<string, number>();
        whole.overall.forEach(({ count, sincePrevious, sinceFirst }, index) => {
          figures.set(keyOf(`${index + 1}`, ''), count);
          if (sincePrevious === null || sinceFirst === null) return;
          figures.set(keyOf(`average ${index + 1} since ${index}`, ''), sincePrevious.average);
          figures.set(keyOf(`median ${index + 1} since ${index}`, ''), sincePrevious.median);
          if (index === 1) return;
          figures.set(keyOf(`average ${index + 1} since start`, ''), sinceFirst.average);
          figures.set(keyOf(`median ${index + 1} since start`, ''), sinceFirst.median);
        });
        return figures;
      },
      byHand.funnel(unit),
    ),
    question(`funnel: the same by ${groupKey === null ? 'role' : 'plan'} of the unit`, funnel(divided(ofUnit))),
    question('funnel: the same by source of the event', funnel(divided(property('source')))),
    question(
      'retention: first visit, 12 rolling weeks',
      () =>
        reports.retention.answer(ctx, subject, {
          ...retention,
          birth: named(byHand.retentionBirth),
          birthKind: 'FIRST_TIME',
          returns: anything,
          alignment: 'ROLLING',
          buckets: byHand.retentionBuckets,
          segments: undivided,
        }),
      retentionFigures,
      byHand.retention(unit),
    ),
    question(
      'retention: every commit, 12 calendar weeks',
      () =>
        reports.retention.answer(ctx, subject, {
          ...retention,
          birth: named('commit'),
          birthKind: 'RECURRING',
          returns: named('commit'),
          alignment: 'CALENDAR',
          buckets: byHand.retentionBuckets,
          segments: undivided,
        }),
      retentionFigures,
      byHand.recurring(unit),
    ),
    question(
      'frequency: days of each week, 90 days',
      () =>
        reports.frequency.answer(ctx, subject, {
          event: anything,
          active: 'DAY',
          interval: 'WEEK',
          countsUsers: false,
          range: allDays,
          where: null,
          segments: undivided,
        }),
      ({ intervals, overall }) =>
        new Map(
          overall.flatMap(({ exactly }, index) =>
            exactly.map((units, place): [string, number] => [
              keyOf(dateOf(intervals[index]?.from ?? Number.NaN), `${place + 1}`),
              units,
            ]),
          ),
        ),
      byHand.frequency(unit),
    ),
    question(
      'lifecycle: weeks, 90 days',
      () =>
        reports.lifecycle.answer(ctx, subject, {
          event: anything,
          interval: 'WEEK',
          countsUsers: false,
          range: allDays,
          where: null,
          segments: undivided,
        }),
      ({ intervals, overall }) =>
        new Map(
          overall.flatMap((stages, index) =>
            Object.entries(stages).map(([stage, units]): [string, number] => [
              keyOf(stage, dateOf(intervals[index]?.from ?? Number.NaN)),
              units,
            ]),
          ),
        ),
      byHand.lifecycle(unit),
    ),
    question(
      'flows: 3 after merge within a day, a month',
      () =>
        reports.flows.answer(ctx, subject, {
          anchor: named('merge'),
          before: 0,
          after: 3,
          windowMs: dayMs,
          counting: 'UNIQUES',
          steps: anything,
          hidden: [],
          mergesRepeats: false,
          exclusions: [],
          countsUsers: false,
          range: monthOfDays,
          where: null,
          eventLimit: 10,
          pathLimit: 10,
        }),
      ({ steps }) =>
        new Map(
          steps
            .filter(({ position }) => position > 0)
            .flatMap(({ position, events }) =>
              events.map(({ event, paths }): [string, number] => [
                keyOf(`${position}`, event.kind === 'EVENT' ? event.name : ''),
                paths,
              ]),
            ),
        ),
      byHand.flows(unit),
    ),
  ];
}

const retentionFigures = ({ intervals, overall }: RetentionAnswer): Figures =>
  new Map(
    overall.cohorts.flatMap(({ size, cells }, index) => {
      const born = dateOf(intervals[index]?.from ?? Number.NaN);
      const back = cells.map(({ retained }, bucket): [string, number] => [keyOf(born, `${bucket}`), retained]);
      return [[keyOf(born, '-1'), size], ...back];
    }),
  );

type InsightsLine = InsightsAnswer['lines'][number]['main']['overall'];

const figuresOfLine = (
  line: InsightsLine,
  { intervals }: InsightsAnswer,
  key: (at: string) => string,
): Array<[string, number]> => [
  [key(byHand.all), line.total ?? 0],
  ...line.points.map((point, index): [string, number] => [
    key(dateOf(intervals[index]?.from ?? Number.NaN)),
    point ?? 0,
  ]),
];

function dailyFigures(answer: InsightsAnswer): Figures {
  return new Map(answer.lines.flatMap(({ main }) => figuresOfLine(main.overall, answer, (at) => keyOf(at, ''))));
}

function segmentFigures(answer: InsightsAnswer): Figures {
  return new Map(
    answer.lines.flatMap(({ main: { overall, segments, other } }) => [
      ...figuresOfLine(overall, answer, (at) => keyOf(byHand.all, at)),
      ...segments.flatMap((line) => figuresOfLine(line, answer, (at) => keyOf(line.segment[0] ?? '', at))),
      ...(other === null ? [] : figuresOfLine(other, answer, (at) => keyOf(otherSegments, at))),
    ]),
  );
}
