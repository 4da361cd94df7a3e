import { Field, InputType, Int, registerEnumType } from 'type-graphql';
import { enumOf } from '../../types/enum-of.js';

export const DurationUnitEnum = enumOf({
  SECOND: '1,000 milliseconds.',
  MINUTE: '60 seconds.',
  HOUR: '60 minutes.',
  DAY: '24 hours, whatever the clocks do.',
});
registerEnumType(DurationUnitEnum.values, {
  name: 'DurationUnit',
  description: 'A unit of elapsed time.',
  valuesConfig: DurationUnitEnum.config,
});

const unitMs = { SECOND: 1_000, MINUTE: 60_000, HOUR: 3_600_000, DAY: 86_400_000 };

@InputType('Duration', { description: 'A length of time.' })
export class DurationInput {
  @Field(() => Int, { description: 'How many.' })
  count: number;

  @Field(() => DurationUnitEnum.values, { description: 'Of what.' })
  unit: keyof typeof DurationUnitEnum.values;
}

/** What a window is where none is given. */
export const defaultWindow: DurationInput = { count: 7, unit: 'DAY' };

/** A length of time in milliseconds. */
export const toMs = ({ count, unit }: DurationInput): number => count * unitMs[unit];
