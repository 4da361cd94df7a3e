import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { ErrorCode } from '../../core/errors.js';
import { enumOf } from './enum-of.js';
import { ErrorCodeEnum } from './error-code.js';
import type { GroupNode } from './group.js';
import type { UserNode } from './user.js';

/** Whose profile was changed; the fields that lead to it are in the resolver, where reading is authorised. */
@ObjectType('ProfileResult', {
  description: 'That an operation on one profile is in effect: it is on disk, and every later question sees it.',
})
export class ProfileResultNode {
  @Field(() => Boolean, {
    description:
      'Always true, now or by an earlier request with the same `operationId`: an operation that cannot be applied is an error with a code and ' +
      'changes nothing.',
  })
  applied: boolean;

  @Field(() => Boolean, {
    description:
      'True if an earlier request with the same `operationId` applied it, so that this one changed nothing; false without an `operationId`.',
  })
  duplicate: boolean;

  readonly changedUser: UserNode | null;
  readonly changedGroup: GroupNode | null;
}

export const ProfileStatusEnum = enumOf({
  APPLIED: 'On disk, and seen by every later question.',
  DUPLICATE:
    'An operation with this `operationId` was applied before, and is on disk; it counts once. Nothing needs to be done.',
  REFUSED: 'Nothing was changed by this operation; `code`, `field` and `message` say why.',
});
export type ProfileStatus = keyof typeof ProfileStatusEnum.values;
registerEnumType(ProfileStatusEnum.values, {
  name: 'ProfileStatus',
  description: 'What became of one profile operation.',
  valuesConfig: ProfileStatusEnum.config,
});

@ObjectType('ProfileOutcome', { description: 'What became of one operation of a batch.', simpleResolvers: true })
export class ProfileOutcomeNode {
  @Field(() => Int, { description: 'The operation’s place in the batch, from 0.' })
  index: number;

  @Field(() => ProfileStatusEnum.values, { description: 'Applied, applied before, or refused.' })
  status: ProfileStatus;

  @Field(() => ErrorCodeEnum.values, { nullable: true, description: 'Why it was refused; null otherwise.' })
  code?: ErrorCode | null;

  @Field(() => String, {
    nullable: true,
    description: 'The part of the operation that is wrong, such as `properties.seats`; null if it was not refused.',
  })
  field?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What to do about it, in a sentence; null if it was not refused.',
  })
  message?: string | null;
}

@ObjectType('ProfileBatchResult', {
  description: 'What became of the operations of a batch. They are applied in order, each wholly or not at all.',
  simpleResolvers: true,
})
export class ProfileBatchResultNode {
  @Field(() => Int, { description: 'How many operations were applied.' })
  applied: number;

  @Field(() => Int, { description: 'How many were applied before, by their `operationId`, and so count once.' })
  duplicate: number;

  @Field(() => Int, { description: 'How many were refused.' })
  refused: number;

  @Field(() => [ProfileOutcomeNode], { description: 'The outcome of every operation, in the order of the batch.' })
  outcomes: readonly ProfileOutcomeNode[];

  @Field(() => [ProfileOutcomeNode], { description: 'The outcomes of the refused operations only, in order.' })
  refusals: readonly ProfileOutcomeNode[];
}
