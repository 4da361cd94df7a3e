import { Field, InputType, Int, registerEnumType } from 'type-graphql';
import { limits } from '../../../core/limits.js';
import type { Interval, ReportRange } from '../../../reports/question/range.js';
import { DateTimeScalar } from '../../scalars/time.js';
import { enumOf } from '../../types/enum-of.js';
import { OneOf } from '../conditions.js';
import { badInput, given, type Path } from '../path.js';

const mostIntervals = limits.reportIntervals.toLocaleString('en-US');

export const CalendarUnitEnum = enumOf({
  HOUR: 'An hour, counted from the beginning of its day; the last of a day may be cut short by a change of the clocks.',
  DAY: 'A day of the project’s time zone; 23 or 25 hours where the clocks change.',
  WEEK: 'Seven days, Monday to Sunday.',
  MONTH: 'A month of the calendar.',
  QUARTER: 'Three months: from January, April, July or October.',
});
export type CalendarUnitName = keyof typeof CalendarUnitEnum.values;
registerEnumType(CalendarUnitEnum.values, {
  name: 'CalendarUnit',
  description: 'A stretch of the calendar of the project’s time zone.',
  valuesConfig: CalendarUnitEnum.config,
});

export const IntervalEnum = enumOf({
  ...Object.fromEntries(Object.entries(CalendarUnitEnum.config).map(([name, { description }]) => [name, description])),
  WHOLE: 'No division: one figure for the whole range, in which a unit counts once.',
} as { readonly [Name in Interval]: string });
registerEnumType(IntervalEnum.values, {
  name: 'ReportInterval',
  description: 'How finely a report divides its range. The first and the last interval are cut to the range.',
  valuesConfig: IntervalEnum.config,
});

@InputType('LastUnits', { description: 'The last so many units of the calendar.' })
export class LastUnitsInput {
  @Field(() => Int, {
    description: `How many, the current one included, which is not over yet: 1 to ${mostIntervals}.`,
  })
  count: number;

  @Field(() => CalendarUnitEnum.values, { description: 'Of what.' })
  unit: CalendarUnitName;
}

@InputType('DaysBetween', { description: 'Days of the project’s calendar.' })
export class DaysBetweenInput {
  @Field(() => String, { description: 'The first day, `YYYY-MM-DD`.' })
  from: string;

  @Field(() => String, {
    description: 'The last day, `YYYY-MM-DD`, which is in the range; not before `from`, else BAD_INPUT.',
  })
  to: string;
}

@InputType('MomentsBetween', { description: 'A stretch of time between two moments.' })
export class MomentsBetweenInput {
  @Field(() => DateTimeScalar, { description: 'The first moment.' })
  from: Date;

  @Field(() => DateTimeScalar, { description: 'The first moment after it; later than `from`, else BAD_INPUT.' })
  to: Date;
}

@OneOf()
@InputType('ReportRange', { description: 'Of which time a report tells; exactly one branch.' })
export class ReportRangeInput {
  @Field(() => LastUnitsInput, { nullable: true, description: 'The last so many days, weeks, … up to now.' })
  last?: LastUnitsInput;

  @Field(() => DaysBetweenInput, { nullable: true, description: 'From one day to another, both included.' })
  days?: DaysBetweenInput;

  @Field(() => MomentsBetweenInput, { nullable: true, description: 'From one moment up to another.' })
  between?: MomentsBetweenInput;
}

/** A range as plain data. @throws MusterError BAD_INPUT */
export function toRange(input: ReportRangeInput, path: Path): ReportRange {
  if (given(input.last)) return { kind: 'last', count: input.last.count, unit: input.last.unit };
  if (given(input.days)) return { kind: 'days', from: input.days.from, to: input.days.to };
  if (given(input.between)) {
    return { kind: 'between', from: input.between.from.getTime(), to: input.between.to.getTime() };
  }
  throw badInput(path, 'Give exactly one of last, days, between.');
}
