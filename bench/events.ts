import { Random } from '../src/cli/demo/random.js';

/** How the generated events look. */
export interface EventShape {
  readonly seed: number;
  readonly users: number;
  readonly companies: number;
  /** Properties of an event beside its group. */
  readonly properties: number;
  /** The latest time of an event, milliseconds since the epoch. */
  readonly untilMs: number;
  /** How far before it they spread, milliseconds: a minute is live traffic, a month an import. */
  readonly spreadMs: number;
}

const templates = 20_000;
const names = ['page_view', 'login', 'create', 'edit', 'comment', 'share', 'export', 'search'];

/** An event before it is put into the form of one endpoint. */
interface GeneratedEvent {
  readonly name: string;
  readonly time: number;
  readonly userId: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The form events have on one endpoint. The text of an event ends where its insert id is to be filled in. */
export interface BodyForm {
  readonly head: (event: GeneratedEvent) => string;
  readonly tail: string;
  readonly body: (events: readonly string[]) => string | Buffer;
}

const document = JSON.stringify(
  'mutation Load($events: [EventInput!]!) { trackBatch(events: $events) { accepted duplicate refused } }',
);

/** `trackBatch` with its events as variables. */
export const graphqlForm: BodyForm = {
  head: (event) => `${JSON.stringify(event).slice(0, -1)},"insertId":"`,
  tail: '"}',
  body: (events) => `{"query":${document},"variables":{"events":[${events.join(',')}]}}`,
};

/** Events as the official SDKs write them; `encode` puts their JSON list into a body. */
export const mixpanelForm = (token: string, encode: (json: string) => string | Buffer): BodyForm => ({
  head({ name, time, userId, properties }) {
    const all = { ...properties, token, time: time / 1_000, distinct_id: userId, $user_id: userId, mp_lib: 'web' };
    return `${JSON.stringify({ event: name, properties: all }).slice(0, -2)},"$insert_id":"`;
  },
  tail: '"}}',
  body: (events) => encode(`[${events.join(',')}]`),
});

/**
 * Makes request bodies with fresh events very cheaply, so that the load generator beside the server takes as little of
 * the machine as it can: 20,000 events are rendered once, and each use gets its own insert id.
 */
export class EventBodies {
  private readonly heads: string[] = [];
  private used = 0;
  private readonly run: string;

  constructor(
    shape: EventShape,
    private readonly form: BodyForm = graphqlForm,
  ) {
    const random = new Random(shape.seed);
    this.run = random.hex(8);
    for (let index = 0; index < templates; index++) this.heads.push(form.head(generate(random, shape)));
  }

  /** A request of `size` events that were never sent before. */
  next(size: number): string | Buffer {
    const events: string[] = [];
    for (let count = 0; count < size; count++) {
      events.push(`${this.heads[this.used % templates]}${this.run}-${this.used.toString(36)}${this.form.tail}`);
      this.used++;
    }
    return this.form.body(events);
  }
}

function generate(random: Random, shape: EventShape): GeneratedEvent {
  const properties: Record<string, unknown> = { company_id: [`company-${random.skewed(shape.companies)}`] };
  for (let index = 0; index < shape.properties; index++) {
    properties[`property_${index}`] = index % 3 === 0 ? random.between(0, 100_000) : `value ${random.between(0, 500)}`;
  }
  const time = shape.untilMs - Math.floor(random.next() * shape.spreadMs);
  return { name: random.pick(names), time, userId: `user-${random.skewed(shape.users)}`, properties };
}
