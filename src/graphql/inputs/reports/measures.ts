import { Field, Float, InputType, Int, registerEnumType } from 'type-graphql';
import type { Aggregate, Measure } from '../../../reports/insights/question.js';
import { enumOf } from '../../types/enum-of.js';
import { OneOf } from '../conditions.js';
import { badInput, given, type Path } from '../path.js';

export const AggregateFunctionEnum = enumOf({
  SUM: 'The sum; 0 of nothing.',
  AVERAGE: 'The mean; null of nothing.',
  MEDIAN: 'The value in the middle; between two, their mean. Exact, told with 15 significant digits. Null of nothing.',
  PERCENTILE:
    'The value below which `percentile` percent lie, interpolated between the two nearest. Exact, told with 15 significant digits. Null of nothing.',
  MINIMUM: 'The smallest; null of nothing.',
  MAXIMUM: 'The largest; null of nothing.',
  DISTINCT: 'How many different values; of a property, of any type. 0 of nothing.',
});
type AggregateFunctionName = keyof typeof AggregateFunctionEnum.values;
registerEnumType(AggregateFunctionEnum.values, {
  name: 'AggregateFunction',
  description: 'How several values become one.',
  valuesConfig: AggregateFunctionEnum.config,
});

export const CountedThingEnum = enumOf({
  EVENTS: 'Each event once, also one of several groups and one in several segments of a total.',
  UNITS: 'Each user, or each group, that did at least one, once in each interval and once in the total.',
});
type CountedThing = keyof typeof CountedThingEnum.values;
registerEnumType(CountedThingEnum.values, {
  name: 'CountedThing',
  description: 'What a metric counts.',
  valuesConfig: CountedThingEnum.config,
});

@InputType('Aggregate', { description: 'One figure of several values.' })
export class AggregateInput {
  @Field(() => AggregateFunctionEnum.values, { description: 'Which.' })
  function: AggregateFunctionName;

  @Field(() => Float, { nullable: true, description: 'For PERCENTILE, and only there: from 0 to 100.' })
  percentile?: number | null;
}

@InputType('PropertyMeasure', {
  description: 'A figure of a property over events: of those in which it is a number (for DISTINCT: is set).',
})
export class PropertyMeasureInput {
  @Field(() => String, { description: 'The property’s exact name.' })
  name: string;

  @Field(() => AggregateInput, { description: 'The figure.' })
  aggregate: AggregateInput;
}

@InputType('PropertyPerUnitMeasure', {
  description:
    'First a figure of a property for each unit, over its events in which it is a number, then a figure of these.',
})
export class PropertyPerUnitMeasureInput {
  @Field(() => String, { description: 'The property’s exact name.' })
  name: string;

  @Field(() => AggregateInput, { description: 'The figure of each unit.' })
  perUnit: AggregateInput;

  @Field(() => AggregateInput, { description: 'The figure of these.' })
  aggregate: AggregateInput;
}

@OneOf()
@InputType('Measure', { description: 'What is measured of the events; exactly one branch.' })
export class MeasureInput {
  @Field(() => CountedThingEnum.values, { nullable: true, description: 'How many there are.' })
  count?: CountedThing;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many different units did at least one event within so many days, in the project’s time zone, before the end of each interval: 1 is DAU, 7 WAU, 30 MAU. ' +
      'The total is that at the end of the last interval. 1 to 366.',
  })
  activeWithinDays?: number;

  @Field(() => AggregateInput, {
    nullable: true,
    description: 'How many events each unit has that did any, then a figure of these.',
  })
  eventsPerUnit?: AggregateInput;

  @Field(() => PropertyMeasureInput, {
    nullable: true,
    description: 'A figure of a property of the events, each event once.',
  })
  property?: PropertyMeasureInput;

  @Field(() => PropertyPerUnitMeasureInput, { nullable: true, description: 'A figure of a property per unit first.' })
  propertyPerUnit?: PropertyPerUnitMeasureInput;
}

/** A figure as plain data. @throws MusterError BAD_INPUT for a percentile that is missing or too many */
export function toAggregate({ function: name, percentile }: AggregateInput, path: Path): Aggregate {
  if (name !== 'PERCENTILE') {
    if (given(percentile)) throw badInput([...path, 'percentile'], 'Only PERCENTILE takes a percentile.');
    return { function: name };
  }
  if (!given(percentile)) throw badInput([...path, 'percentile'], 'Say which percentile, from 0 to 100.');
  return { function: name, percentile };
}

/** A measure as plain data. @throws MusterError BAD_INPUT */
export function toMeasure(input: MeasureInput, path: Path): Measure {
  const { count, activeWithinDays, eventsPerUnit, property, propertyPerUnit } = input;
  if (given(count)) return { kind: count === 'EVENTS' ? 'events' : 'units' };
  if (given(activeWithinDays)) return { kind: 'active', days: activeWithinDays };
  if (given(eventsPerUnit)) {
    return { kind: 'eventsPerUnit', aggregate: toAggregate(eventsPerUnit, [...path, 'eventsPerUnit']) };
  }
  if (given(property)) {
    const at = [...path, 'property', 'aggregate'];
    return { kind: 'property', name: property.name, aggregate: toAggregate(property.aggregate, at) };
  }
  if (given(propertyPerUnit)) {
    const at = [...path, 'propertyPerUnit'];
    return {
      kind: 'propertyPerUnit',
      name: propertyPerUnit.name,
      perUnit: toAggregate(propertyPerUnit.perUnit, [...at, 'perUnit']),
      aggregate: toAggregate(propertyPerUnit.aggregate, [...at, 'aggregate']),
    };
  }
  throw badInput(path, 'Give exactly one of count, activeWithinDays, eventsPerUnit, property, propertyPerUnit.');
}
