import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { type RefusalReason, refusalReasons } from '../../ingestion/refusal.js';
import { enumOf } from './enum-of.js';

export const TrackStatusEnum = enumOf({
  ACCEPTED: 'Stored on disk, attributed, and seen by every later question.',
  DUPLICATE:
    'The same (event, distinct id, time, insert id) is stored already; it counts once. Nothing needs to be done.',
  REFUSED: 'Not stored; `reason`, `field` and `message` say why. Sending it again unchanged is of no use.',
});
export type TrackStatus = keyof typeof TrackStatusEnum.values;
registerEnumType(TrackStatusEnum.values, {
  name: 'TrackStatus',
  description: 'What became of one event.',
  valuesConfig: TrackStatusEnum.config,
});

export const RefusalReasonEnum = enumOf(refusalReasons);
registerEnumType(RefusalReasonEnum.values, {
  name: 'RefusalReason',
  description: 'Why one event was refused. The list is closed.',
  valuesConfig: RefusalReasonEnum.config,
});

@ObjectType('TrackOutcome', { description: 'What became of one event.', simpleResolvers: true })
export class TrackOutcomeNode {
  @Field(() => Int, { description: 'The event’s place in the batch, from 0; 0 for `track`.' })
  index: number;

  @Field(() => TrackStatusEnum.values, { description: 'Stored, stored before, or refused.' })
  status: TrackStatus;

  @Field(() => String, {
    nullable: true,
    description:
      'The insert id under which the event is stored, generated if it came without one; null if it was refused.',
  })
  insertId?: string | null;

  @Field(() => RefusalReasonEnum.values, { nullable: true, description: 'Why it was refused; null otherwise.' })
  reason?: RefusalReason | null;

  @Field(() => String, {
    nullable: true,
    description: 'The field that is wrong, such as `time` or `properties.plan`; null if the event was not refused.',
  })
  field?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What to do about it, in a sentence; null if the event was not refused.',
  })
  message?: string | null;
}

@ObjectType('TrackBatchResult', {
  description: 'What became of the events of a batch. The valid ones are stored even if others are refused.',
  simpleResolvers: true,
})
export class TrackBatchResultNode {
  @Field(() => Int, { description: 'How many events were stored.' })
  accepted: number;

  @Field(() => Int, { description: 'How many were stored before and so count once.' })
  duplicate: number;

  @Field(() => Int, { description: 'How many were refused.' })
  refused: number;

  @Field(() => [TrackOutcomeNode], { description: 'The outcome of every event, in the order of the batch.' })
  outcomes: readonly TrackOutcomeNode[];

  @Field(() => [TrackOutcomeNode], { description: 'The outcomes of the refused events only, in order.' })
  refusals: readonly TrackOutcomeNode[];
}
