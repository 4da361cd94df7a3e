import { Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../scalars/time.js';
import { enumOf } from './enum-of.js';

export const JobStateEnum = enumOf({
  QUEUED: 'Waiting to be run.',
  RUNNING: 'At work; a restart of the server does not lose it.',
  DONE: 'Finished; everything it had to do is done.',
  FAILED: 'Given up; `error` says why. Starting it again is safe.',
});
registerEnumType(JobStateEnum.values, {
  name: 'JobState',
  description: 'How far a job is.',
  valuesConfig: JobStateEnum.config,
});

@ObjectType('Job', {
  description:
    'A backfill: events that arrived before a group key was registered are attributed to its groups. It goes on after the ' +
    'request that started it, and after a restart.',
})
export class JobNode {
  @Field(() => ID, { description: 'Its id, for `job(id)`.' })
  id: string;

  @Field(() => String, { name: 'subject', description: 'What it is about: the name of the group key.' })
  groupKey: string;

  @Field(() => DateTimeScalar, { description: 'Events from this moment on are attributed.' })
  from: Date;

  @Field(() => JobStateEnum.values, { description: 'How far it is.' })
  state: keyof typeof JobStateEnum.values;

  @Field(() => Float, { description: 'Events attributed so far.' })
  done: number;

  @Field(() => Float, { nullable: true, description: 'Events to attribute in all; null until they are counted.' })
  total: number | null;

  @Field(() => String, { nullable: true, description: 'Why it failed; null otherwise.' })
  error: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When work on it began; null while it waits.' })
  startedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it finished or failed; null before.' })
  finishedAt: Date | null;
}
