import { Field, Float, ObjectType } from 'type-graphql';
import { type EventName, nearMatching, type UnseenEvent } from '../../../reports/names/event-names.js';
import { DateTimeScalar } from '../../scalars/time.js';

@ObjectType('EventName', { description: 'A name that events of the project have.', simpleResolvers: true })
export class EventNameNode implements EventName {
  @Field(() => String, { description: 'The name, as questions name it.' })
  name: string;

  @Field(() => Float, { description: 'How many events have it; a whole number.' })
  events: number;

  @Field(() => DateTimeScalar, { description: 'When the newest of them happened.' })
  lastTime: Date;
}

@ObjectType('UnseenEvent', {
  description: 'An event name that a question has and no event of the project: mistyped, or nothing has sent it yet.',
  simpleResolvers: true,
})
export class UnseenEventNode implements UnseenEvent {
  @Field(() => String, { description: 'The name.' })
  name: string;

  @Field(() => [String], {
    description: `Names that events have and that look like it, at most three, best first. Looked for among the ${nearMatching.known.toLocaleString('en-US')} names of most events, for the first ${nearMatching.names} names of a question, and up to ${nearMatching.length} characters.`,
  })
  didYouMean: readonly string[];
}
