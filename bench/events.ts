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

/**
 * Makes request bodies with fresh events very cheaply, so that the load generator beside the server takes as little of
 * the machine as it can: 20,000 events are rendered once, and each use gets its own insert id.
 */
export class EventBodies {
  private readonly heads: string[] = [];
  private readonly tails: string[] = [];
  private used = 0;
  private readonly run: string;

  constructor(shape: EventShape) {
    const random = new Random(shape.seed);
    this.run = random.hex(8);
    for (let index = 0; index < templates; index++) {
      const { head, tail } = render(random, shape);
      this.heads.push(head);
      this.tails.push(tail);
    }
  }

  /** A `trackBatch` request of `size` events that were never sent before. */
  next(size: number): string {
    const events: string[] = [];
    for (let count = 0; count < size; count++) {
      const template = this.used % templates;
      events.push(`${this.heads[template]}${this.run}-${this.used.toString(36)}${this.tails[template]}`);
      this.used++;
    }
    return `{"query":${document},"variables":{"events":[${events.join(',')}]}}`;
  }
}

const document = JSON.stringify(
  'mutation Load($events: [EventInput!]!) { trackBatch(events: $events) { accepted duplicate refused } }',
);

function render(random: Random, shape: EventShape): { head: string; tail: string } {
  const properties: Record<string, unknown> = { company_id: [`company-${random.skewed(shape.companies)}`] };
  for (let index = 0; index < shape.properties; index++) {
    properties[`property_${index}`] = index % 3 === 0 ? random.between(0, 100_000) : `value ${random.between(0, 500)}`;
  }
  const time = shape.untilMs - Math.floor(random.next() * shape.spreadMs);
  const event = { name: random.pick(names), time, userId: `user-${random.skewed(shape.users)}`, properties };
  const text = JSON.stringify(event);
  return { head: `${text.slice(0, -1)},"insertId":"`, tail: '"}' };
}
