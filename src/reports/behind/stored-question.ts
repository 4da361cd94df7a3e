import { z } from 'zod';
import {
  eventFilterShape,
  eventGroupFilterShape,
  groupFilterShape,
  propertyFilterShape,
  userFilterShape,
} from '../../cohorts/stored-filter.js';
import type { Questions } from '../any-question.js';
import type { EventChoice, GroupBreakdown, GroupWhere, UserBreakdown, UserWhere } from '../question/question.js';
import type { ReportRange } from '../question/range.js';

/*
 * The questions of reports as they stand in stored filters. What may stand in one about groups holds nothing of users'
 * profiles here either.
 */

const text = z.string();
const number = z.number();
const texts = z.array(text).readonly();
const buckets = z.array(number).readonly().nullable();
const propertyTime = z.enum(['CURRENT', 'AS_OF_EVENT']);

const choiceOf = <Where>(where: z.ZodType<Where>): z.ZodType<EventChoice<Where>> =>
  z.strictObject({ names: texts.nullable(), where: where.nullable() });

const ofEvent = [propertyFilterShape, eventGroupFilterShape] as const;
const usersWhoDid = { event: choiceOf(eventFilterShape), times: number };

const userWhere: z.ZodType<UserWhere> = z.lazy(() =>
  z.union([
    ...ofEvent,
    z.strictObject({ kind: z.literal('user'), where: userFilterShape }),
    z.strictObject({ kind: z.enum(['and', 'or']), filters: z.array(userWhere).readonly() }),
    z.strictObject({ kind: z.literal('not'), filter: userWhere }),
  ]),
);

const groupWhere: z.ZodType<GroupWhere> = z.lazy(() =>
  z.union([
    ...ofEvent,
    z.strictObject({ kind: z.literal('group'), where: groupFilterShape, properties: propertyTime }),
    z.strictObject({
      kind: z.literal('usersWhoDid'),
      ...usersWhoDid,
      atLeast: number.nullable(),
      atMost: number.nullable(),
    }),
    z.strictObject({ kind: z.enum(['and', 'or']), filters: z.array(groupWhere).readonly() }),
    z.strictObject({ kind: z.literal('not'), filter: groupWhere }),
  ]),
);

const byEvent = [
  z.strictObject({ kind: z.literal('eventProperty'), name: text, buckets }),
  z.strictObject({
    kind: z.literal('eventGroup'),
    groupKey: text,
    property: text.nullable(),
    properties: propertyTime,
    buckets,
  }),
] as const;
const byCohort = z.strictObject({ kind: z.literal('cohort'), cohortId: text });

const userBreakdown: z.ZodType<UserBreakdown> = z.union([
  ...byEvent,
  byCohort,
  z.strictObject({ kind: z.literal('userProperty'), name: text, buckets }),
  z.strictObject({ kind: z.literal('membership'), groupKey: text, property: text.nullable(), buckets }),
]);

const groupBreakdown: z.ZodType<GroupBreakdown> = z.union([
  ...byEvent,
  byCohort,
  z.strictObject({ kind: z.literal('groupProperty'), name: text.nullable(), properties: propertyTime, buckets }),
  z.strictObject({ kind: z.literal('usersWhoDid'), ...usersWhoDid, buckets }),
]);

const unit = z.enum(['HOUR', 'DAY', 'WEEK', 'MONTH', 'QUARTER']);
const range: z.ZodType<ReportRange> = z.union([
  z.strictObject({ kind: z.literal('last'), count: number, unit }),
  z.strictObject({ kind: z.literal('days'), from: text, to: text }),
  z.strictObject({ kind: z.literal('between'), from: number, to: number }),
]);
const interval = z.enum(['HOUR', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'WHOLE']);

const aggregate = z.union([
  z.strictObject({ function: z.enum(['SUM', 'AVERAGE', 'MEDIAN', 'MINIMUM', 'MAXIMUM', 'DISTINCT']) }),
  z.strictObject({ function: z.literal('PERCENTILE'), percentile: number }),
]);
const measure = z.union([
  z.strictObject({ kind: z.enum(['events', 'units']) }),
  z.strictObject({ kind: z.literal('active'), days: number }),
  z.strictObject({ kind: z.literal('eventsPerUnit'), aggregate }),
  z.strictObject({ kind: z.literal('property'), name: text, aggregate }),
  z.strictObject({ kind: z.literal('propertyPerUnit'), name: text, perUnit: aggregate, aggregate }),
]);
const metricUnit = z.union([
  z.strictObject({ kind: z.enum(['own', 'users']) }),
  z.strictObject({ kind: z.literal('groupsOf'), groupKey: text }),
]);
const shape = z.union([
  z.strictObject({ kind: z.enum(['plain', 'cumulative']) }),
  z.strictObject({ kind: z.literal('rolling'), intervals: number }),
]);
const attribution = z.union([
  z.strictObject({ kind: z.enum(['first', 'last']) }),
  z.strictObject({ kind: z.literal('step'), step: number }),
]);

/** The shapes of every report's questions, over the conditions and breakdowns of one analysis. */
function shapesOf<Where, Breakdown, UnitWhere>(
  where: z.ZodType<Where>,
  breakdown: z.ZodType<Breakdown>,
  unitWhere: z.ZodType<UnitWhere>,
) {
  const choice = choiceOf(where);
  const common = { range, where: where.nullable() };
  const segments = z.strictObject({ by: z.array(breakdown).readonly(), limit: number });
  const name = text.nullable();
  return {
    insights: z.strictObject({
      ...common,
      metrics: z
        .array(
          z.union([
            z.strictObject({ kind: z.literal('events'), name, event: choice, unit: metricUnit, measure }),
            z.strictObject({
              kind: z.literal('profiles'),
              name,
              where: unitWhere.nullable(),
              property: z.strictObject({ name: text, aggregate }).nullable(),
            }),
          ]),
        )
        .readonly(),
      formulas: z.array(z.strictObject({ name: text, expression: text })).readonly(),
      interval,
      segments,
      shape,
      comparesWithPeriodBefore: z.boolean(),
    }),
    funnel: z.strictObject({
      ...common,
      steps: z.array(z.strictObject({ label: name, event: choice, isAnchored: z.boolean() })).readonly(),
      order: z.enum(['SEQUENCE', 'STRICT', 'ANY']),
      windowMs: number,
      counting: z.enum(['UNIQUES', 'TOTALS']),
      exclusions: z.array(z.strictObject({ event: choice, afterStep: number, beforeStep: number })).readonly(),
      holdConstant: texts,
      interval,
      segments,
      attribution,
      percentiles: z.array(number).readonly(),
    }),
    retention: z.strictObject({
      ...common,
      birth: choice,
      birthKind: z.enum(['FIRST_TIME', 'RECURRING']),
      returns: choice,
      unit: z.enum(['HOUR', 'DAY', 'WEEK', 'MONTH']),
      alignment: z.enum(['ROLLING', 'CALENDAR']),
      buckets: z.union([number, z.array(number).readonly()]),
      mode: z.enum(['ON', 'ON_OR_AFTER']),
      countsUsers: z.boolean(),
      sumOf: name,
      segments,
    }),
    frequency: z.strictObject({
      ...common,
      event: choice,
      active: z.enum(['HOUR', 'DAY']),
      interval: z.enum(['DAY', 'WEEK', 'MONTH', 'WHOLE']),
      countsUsers: z.boolean(),
      segments,
    }),
    lifecycle: z.strictObject({
      ...common,
      event: choice,
      interval: z.enum(['DAY', 'WEEK', 'MONTH']),
      countsUsers: z.boolean(),
      segments,
    }),
    flows: z.strictObject({
      ...common,
      anchor: choice,
      before: number,
      after: number,
      windowMs: number,
      counting: z.enum(['UNIQUES', 'TOTALS']),
      steps: choice,
      hidden: texts,
      mergesRepeats: z.boolean(),
      exclusions: z.array(choice).readonly(),
      countsUsers: z.boolean(),
      eventLimit: number,
      pathLimit: number,
    }),
  };
}

type Shapes = { readonly [Report in keyof Questions]: z.ZodType<Questions[Report]> };

/** What a question of each report looks like. */
export const questionShapes: { readonly USERS: Shapes; readonly GROUPS: Shapes } = {
  USERS: shapesOf(userWhere, userBreakdown, userFilterShape),
  GROUPS: shapesOf(groupWhere, groupBreakdown, groupFilterShape),
};
