import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GraphqlContext } from '../context.js';
import { EventInput } from '../inputs/tracking.js';
import { TrackBatchResultNode, TrackOutcomeNode } from '../types/tracking.js';

const durable =
  'When it answers, what was accepted is on disk, attributed to its groups and seen by every later question. ' +
  'Errors: OVERLOADED and STORE_UNAVAILABLE mean that nothing is promised; send the same again after `retryAfterMs` ' +
  '(with `insertId` and `time` given, nothing counts twice).';

@Resolver()
export class TrackingResolver {
  @Mutation(() => TrackOutcomeNode, {
    description: `Stores one event. A wrong event is no error but an outcome with status REFUSED. ${durable}`,
  })
  async track(
    @Arg('event', () => EventInput, { description: 'The event.' }) event: EventInput,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<TrackOutcomeNode> {
    const [outcome] = await services.ingestion.accept(request, [event]);
    if (outcome === undefined) throw new Error('ingestion gave no outcome');
    return outcome;
  }

  @Mutation(() => TrackBatchResultNode, {
    description: `Stores up to 2,000 events, in order; the valid ones are stored even if others are refused. More than 2,000: BAD_INPUT. ${durable}`,
  })
  async trackBatch(
    @Arg('events', () => [EventInput], { description: 'The events, at most 2,000.' }) events: EventInput[],
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<TrackBatchResultNode> {
    const outcomes = await services.ingestion.accept(request, events);
    const refusals = outcomes.filter(({ status }) => status === 'REFUSED');
    const duplicate = outcomes.filter(({ status }) => status === 'DUPLICATE').length;
    const accepted = outcomes.length - refusals.length - duplicate;
    return { accepted, duplicate, refused: refusals.length, outcomes, refusals };
  }
}
