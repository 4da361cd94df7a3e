import { Extensions, Field, Float, InputType, Int } from 'type-graphql';
import { PropertyValueScalar } from '../scalars/json.js';
import { DateTimeScalar } from '../scalars/time.js';

/** Marks an input type as `@oneOf`; schema.ts turns the mark into GraphQL's own rule. */
export const OneOf = (): ClassDecorator & PropertyDecorator => Extensions({ oneOf: true });

const negative = 'It also holds where the property is not set or has a value of another type.';

@InputType('TextCondition', {
  description:
    'What a text value must be. Give exactly one operator beside `ignoreCase`; none or several are refused with BAD_INPUT. ' +
    'Text compares character by character: case, accents and blanks count unless `ignoreCase` is true.',
})
export class TextConditionInput {
  @Field(() => [String], {
    nullable: true,
    description:
      'The value is text and equal to one of these (1 to 1,000). `""` finds empty text, which is a value like any other.',
  })
  isOneOf?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: `The value is not text equal to any of these (1 to 1,000): exactly the complement of \`isOneOf\`. ${negative}`,
  })
  isNoneOf?: string[] | null;

  @Field(() => String, { nullable: true, description: 'The value is text and has this in it.' })
  contains?: string | null;

  @Field(() => String, { nullable: true, description: 'The value is text and begins with this.' })
  startsWith?: string | null;

  @Field(() => String, { nullable: true, description: 'The value is text and ends with this.' })
  endsWith?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'True compares both sides in lower case (Unicode). Default: false.',
  })
  ignoreCase: boolean;
}

@InputType('NumberRange', { description: 'Numbers from one to another, both included.' })
export class NumberRangeInput {
  @Field(() => Float, { description: 'The smallest number that is in the range.' })
  from: number;

  @Field(() => Float, { description: 'The largest number that is in the range; not below `from`, else BAD_INPUT.' })
  to: number;
}

@OneOf()
@InputType('NumberCondition', {
  description:
    'What a number must be; exactly one operator. Text such as `"42"` is no number and satisfies none but `notEquals`.',
})
export class NumberConditionInput {
  @Field(() => Float, { nullable: true, description: 'The value is this number.' })
  equals?: number;

  @Field(() => Float, {
    nullable: true,
    description: `The value is not this number: exactly the complement of \`equals\`. ${negative}`,
  })
  notEquals?: number;

  @Field(() => Float, { nullable: true, description: 'The value is a number below this one.' })
  lessThan?: number;

  @Field(() => Float, { nullable: true, description: 'The value is this number or one below it.' })
  atMost?: number;

  @Field(() => Float, { nullable: true, description: 'The value is a number above this one.' })
  greaterThan?: number;

  @Field(() => Float, { nullable: true, description: 'The value is this number or one above it.' })
  atLeast?: number;

  @Field(() => NumberRangeInput, { nullable: true, description: 'The value is a number in the range, ends included.' })
  between?: NumberRangeInput;
}

@OneOf()
@InputType('DateCondition', {
  description:
    'What a date must be; exactly one operator. A date is ISO 8601 text, with or without a time; without a zone it ' +
    'is taken as UTC. Numbers and other text are no dates and satisfy none of these.',
})
export class DateConditionInput {
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The value is a date before this moment, the moment itself excluded.',
  })
  before?: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The value is a date after this moment, the moment itself excluded.',
  })
  after?: Date;

  @Field(() => Int, {
    nullable: true,
    description: 'The value is a date from this many times 24 hours ago up to now. At least 1.',
  })
  inLastDays?: number;
}

@OneOf()
@InputType('ListCondition', {
  description:
    'What a list must hold; exactly one operator. A value that is no list counts as a list of one; not set counts as an ' +
    'empty list. Values are text, numbers or booleans, 1 to 1,000 of them; `42` and `"42"` differ.',
})
export class ListConditionInput {
  @Field(() => [PropertyValueScalar], { nullable: true, description: 'The list holds at least one of these.' })
  anyOf?: unknown[];

  @Field(() => [PropertyValueScalar], { nullable: true, description: 'The list holds every one of these.' })
  allOf?: unknown[];

  @Field(() => [PropertyValueScalar], {
    nullable: true,
    description:
      'The list holds none of these: exactly the complement of `anyOf`, so it holds where the property is not set.',
  })
  noneOf?: unknown[];
}

@OneOf()
@InputType('PropertyCondition', {
  description:
    'What a property’s value must be, by type; exactly one branch. A missing property and one that is null are both ' +
    '"not set": they satisfy no positive operator and every negative one (`isNoneOf`, `notEquals`, `noneOf`).',
})
export class PropertyConditionInput {
  @Field(() => TextConditionInput, { nullable: true, description: 'The value as text.' })
  text?: TextConditionInput;

  @Field(() => NumberConditionInput, { nullable: true, description: 'The value as a number.' })
  number?: NumberConditionInput;

  @Field(() => Boolean, {
    nullable: true,
    description: 'The value is this boolean. Text such as `"true"` is no boolean.',
  })
  boolean?: boolean;

  @Field(() => DateConditionInput, { nullable: true, description: 'The value as a date (ISO 8601 text).' })
  date?: DateConditionInput;

  @Field(() => ListConditionInput, { nullable: true, description: 'The value as a list.' })
  list?: ListConditionInput;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: the property is set, to anything but null (empty text and empty lists are set). False: it is missing or null.',
  })
  isSet?: boolean;
}

@InputType('PropertyFilter', {
  description:
    'A condition on one property of whatever is being filtered: of the user in a UserFilter, of the group in a ' +
    'GroupFilter, of the event in an EventFilter.',
})
export class PropertyFilterInput {
  @Field(() => String, { description: 'The property’s exact name, 1 to 255 characters of any kind.' })
  name: string;

  @Field(() => PropertyConditionInput, { description: 'What its value must be.' })
  is: PropertyConditionInput;
}
