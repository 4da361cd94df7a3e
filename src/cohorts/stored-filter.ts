import { z } from 'zod';
import type { EventFilter, EventGroupFilter, GroupFilter, PropertyCondition, TimeRange, UserFilter } from './filter.js';

/** Raised when the plain form of filters changes; older stored filters are then read by their own shape. */
const version = 1;

const texts = z.array(z.string());
const moment = z.number();

const condition: z.ZodType<PropertyCondition> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['textIsOneOf', 'textIsNoneOf']), values: texts, ignoreCase: z.boolean() }),
  z.strictObject({
    kind: z.enum(['textContains', 'textStartsWith', 'textEndsWith']),
    text: z.string(),
    ignoreCase: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('number'),
    operator: z.enum(['equals', 'notEquals', 'lessThan', 'atMost', 'greaterThan', 'atLeast']),
    value: z.number(),
  }),
  z.strictObject({ kind: z.literal('numberBetween'), from: z.number(), to: z.number() }),
  z.strictObject({ kind: z.literal('booleanIs'), value: z.boolean() }),
  z.strictObject({ kind: z.enum(['dateBefore', 'dateAfter']), instant: moment }),
  z.strictObject({ kind: z.literal('dateInLastDays'), days: z.number() }),
  z.strictObject({
    kind: z.enum(['listAnyOf', 'listAllOf', 'listNoneOf']),
    values: z.array(z.union([z.string(), z.number(), z.boolean()])),
  }),
  z.strictObject({ kind: z.enum(['isSet', 'isNotSet']) }),
]);

const timeRange: z.ZodType<TimeRange> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ever') }),
  z.strictObject({ kind: z.literal('lastDays'), days: z.number() }),
  z.strictObject({ kind: z.literal('between'), from: moment.nullable(), to: moment.nullable() }),
]);

export const propertyFilterShape = z.strictObject({ kind: z.literal('property'), name: z.string(), condition });

/** The shapes of filters as plain data, for whatever else is stored with filters in it. */
export const eventGroupFilterShape: z.ZodType<EventGroupFilter> = z.lazy(() =>
  z.strictObject({
    kind: z.literal('eventGroup'),
    groupKey: z.string(),
    where: groupFilterShape,
    properties: z.enum(['CURRENT', 'AS_OF_EVENT']),
  }),
);

export const eventFilterShape: z.ZodType<EventFilter> = z.lazy(() =>
  z.union([
    propertyFilterShape,
    eventGroupFilterShape,
    z.strictObject({ kind: z.enum(['and', 'or']), filters: z.array(eventFilterShape) }),
    z.strictObject({ kind: z.literal('not'), filter: eventFilterShape }),
  ]),
);

const figure = { report: z.string(), question: z.record(z.string(), z.unknown()), point: z.string() };
const ofGroups = z.strictObject({ unit: z.literal('GROUPS'), groupKey: z.string() });
const groupFigure = z.strictObject({ ...figure, subject: ofGroups });
const userFigure = z.strictObject({
  ...figure,
  subject: z.union([ofGroups, z.strictObject({ unit: z.literal('USERS') })]),
});
const behind = <Shape extends z.ZodType>(shape: Shape) => z.strictObject({ kind: z.literal('behind'), figure: shape });

const leaves = [
  propertyFilterShape,
  z.strictObject({
    kind: z.literal('did'),
    event: z.string().nullable(),
    atLeast: z.number().nullable(),
    atMost: z.number().nullable(),
    within: timeRange,
    where: eventFilterShape.nullable(),
  }),
  z.strictObject({ kind: z.literal('cohort'), cohortId: z.string() }),
  z.strictObject({ kind: z.literal('id'), values: texts }),
] as const;

export const groupFilterShape: z.ZodType<GroupFilter> = z.lazy(() =>
  z.union([
    ...leaves,
    behind(groupFigure),
    z.strictObject({ kind: z.enum(['and', 'or']), filters: z.array(groupFilterShape) }),
    z.strictObject({ kind: z.literal('not'), filter: groupFilterShape }),
  ]),
);

export const userFilterShape: z.ZodType<UserFilter> = z.lazy(() =>
  z.union([
    ...leaves,
    behind(userFigure),
    z.strictObject({ kind: z.literal('someGroup'), groupKey: z.string(), where: groupFilterShape }),
    z.strictObject({ kind: z.literal('belongsTo'), groupKey: z.string(), moreThan: z.number() }),
    z.strictObject({ kind: z.enum(['and', 'or']), filters: z.array(userFilterShape) }),
    z.strictObject({ kind: z.literal('not'), filter: userFilterShape }),
  ]),
);

const stored = <Filter>(filter: z.ZodType<Filter>) => z.strictObject({ version: z.literal(version), filter });

/** A filter as the catalog keeps it. */
export const storeFilter = (filter: UserFilter | GroupFilter): string => JSON.stringify({ version, filter });

/** The filter over users in a stored text. Throws on anything else: only this file writes such texts. */
export const readUserFilter = (text: string): UserFilter => stored(userFilterShape).parse(JSON.parse(text)).filter;

/** The filter over groups in a stored text; one about users is refused here too. Throws as {@link readUserFilter}. */
export const readGroupFilter = (text: string): GroupFilter => stored(groupFilterShape).parse(JSON.parse(text)).filter;
