import { Field, Float, InterfaceType, ObjectType } from 'type-graphql';
import type { AskedStatement, Inquiry } from '../../../reports/inquiry.js';
import type { Stretch } from '../../../reports/question/range.js';
import { PropertiesScalar, PropertyValueScalar } from '../../scalars/json.js';
import { DateTimeScalar } from '../../scalars/time.js';

@ObjectType('ReportStretch', { description: 'A stretch of time of a report.', simpleResolvers: true })
export class ReportStretchNode {
  @Field(() => DateTimeScalar, { description: 'Its first moment.' })
  start: Date;

  @Field(() => DateTimeScalar, { description: 'The first moment after it.' })
  end: Date;

  @Field(() => Boolean, { description: 'False if it is not over yet: its figures will still change.' })
  isComplete: boolean;
}

/** A stretch as the schema has it. */
export const stretchNode = ({
  from,
  to,
  isComplete,
}: Stretch & { readonly isComplete: boolean }): ReportStretchNode => ({
  start: new Date(from),
  end: new Date(to),
  isComplete,
});

@ObjectType('SegmentValue', { description: 'What a segment is by one breakdown.', simpleResolvers: true })
export class SegmentValueNode {
  @Field(() => String, {
    description:
      'The value for reading: text as it is, other values as JSON, `(not set)`, `(empty text)`, a bucket as `5 – 10`, a cohort as `in` or `not in` with its name.',
  })
  label: string;

  @Field(() => PropertyValueScalar, {
    nullable: true,
    description:
      'The value; null where it is not set and for buckets. For groups their id; for a cohort whether in it.',
  })
  value: unknown;

  @Field(() => Boolean, { description: 'False where the property is missing or null, or, with buckets, no number.' })
  isSet: boolean;

  @Field(() => Float, {
    nullable: true,
    description: 'For a bucket: the smallest number in it; null where it has no lower end.',
  })
  from: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'For a bucket: the smallest number above it; null where it has no upper end.',
  })
  to: number | null;
}

@ObjectType('AskedStatement', {
  description: 'A statement that the warehouse was asked for an answer, and what it cost.',
  simpleResolvers: true,
})
export class AskedStatementNode implements Omit<AskedStatement, 'parameters'> {
  @Field(() => String, { description: 'The SQL, with places `{name:Type}` for its values.' })
  sql: string;

  @Field(() => PropertiesScalar, { description: 'The values by the names of their places.' })
  parameters: unknown;

  @Field(() => [String], { description: 'The tables it reads, in alphabetical order.' })
  tables: readonly string[];

  @Field(() => Float, { description: 'Rows the engine read.' })
  rowsRead: number;

  @Field(() => Float, { description: 'Bytes the engine read, after decompression.' })
  bytesRead: number;

  @Field(() => Float, { description: 'How long it took, waiting included, in milliseconds.' })
  elapsedMs: number;
}

@InterfaceType('Explained', { description: 'An answer of the warehouse that tells how it was found.' })
export abstract class ExplainedNode {
  readonly inquiry: Inquiry;
}
