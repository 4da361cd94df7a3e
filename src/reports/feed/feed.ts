import { z } from 'zod';
import { decodePlace, encodeCursor, fingerprint } from '../../cohorts/cursor.js';
import { groupHash, ofProject, userHash } from '../../cohorts/lower/actors.js';
import { eventMoment } from '../../cohorts/lower/event-filter.js';
import { allOf, anyOf, type Predicate } from '../../cohorts/lower/predicate.js';
import { checkPageSize, type Page, pageOf } from '../../cohorts/page.js';
import type { GroupKey, RequestContext } from '../../core/model.js';
import {
  and,
  as,
  call,
  col,
  desc,
  eq,
  isIn,
  lt,
  lte,
  param,
  select,
  subquery,
  table,
} from '../../warehouse/sql/builders.js';
import type { Select } from '../../warehouse/sql/nodes.js';
import { type Answered, Inquiry } from '../inquiry.js';
import type { BoundChoice } from '../question/bound.js';
import type { EventChoice, GroupWhere, UserWhere } from '../question/question.js';
import { boundRange, type ReportRange, type Stretch } from '../question/range.js';
import { ofRow } from '../rows/layers.js';
import { unitRows } from '../rows/rows.js';
import { bindingOf, type ReportParts } from '../subject.js';

/** Whose activity: a user's, all devices included, or that of a group, whoever did it. */
export type FeedSubject =
  | { readonly unit: 'USERS'; readonly distinctId: string }
  | { readonly unit: 'GROUPS'; readonly groupKey: GroupKey; readonly groupId: string };

/** Which events of a feed; all that is null is open. */
export interface FeedQuestion {
  readonly event: EventChoice<UserWhere | GroupWhere>;
  readonly range: ReportRange | null;
}

/** An event as a feed tells it. */
export interface FeedEvent {
  readonly id: string;
  readonly name: string;
  readonly time: Date;
  /** Of the user or device that did it, as it was sent. */
  readonly distinctId: string;
  readonly groups: ReadonlyArray<{ readonly groupKeyId: number; readonly groupId: string }>;
  /** Values as JSON, by name. */
  readonly properties: Readonly<Record<string, string>>;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly ms: string;
  readonly distinct_id: string;
  readonly group_keys: readonly number[];
  readonly group_ids: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
}

/** A feed of all time. */
const allTime: Stretch = { from: 0, to: Date.UTC(2280, 0, 1) };
const placeShape = z.tuple([z.number(), z.string().regex(/^[0-9a-f-]{36}$/)]).readonly();
type Place = z.infer<typeof placeShape>;

/** What users and groups did, newest first. */
export class ActivityFeed {
  constructor(private readonly parts: ReportParts) {}

  /**
   * A page of a feed. A cursor names an event: what is stored later does not shift the pages after it.
   * @throws MusterError FORBIDDEN; CURSOR_INVALID; BAD_INPUT, GROUP_KEY_UNKNOWN, NOT_FOUND, COHORT_WRONG_UNIT with the path;
   * the warehouse's
   */
  async page(
    ctx: RequestContext,
    subject: FeedSubject,
    question: FeedQuestion,
    { first, after }: { readonly first: number; readonly after: string | null },
  ): Promise<Answered<Page<FeedEvent>>> {
    const limit = checkPageSize(first);
    const name = subject.unit === 'USERS' ? subject.distinctId : [subject.groupKey.id, subject.groupId];
    const identity = fingerprint('feed', ctx.project.id, name, question);
    const place = after === null ? null : decodePlace(after, identity, placeShape);
    const { rows, inquiry } = await this.#rows(ctx, subject, question, place);
    const statement = select({
      columns: [...columns, 'week'].map((column) => as(ofRow(column), column)),
      from: subquery(rows, 'r'),
      orderBy: [desc(col('week')), desc(col('moment')), desc(col('event'))],
      limit: limit + 1,
    });
    const found = await inquiry.rows<Row>(statement);
    const page = pageOf(found, limit, eventOf, (row) => encodeCursor(identity, [Number(row.ms), row.id]));
    return { answer: page, inquiry };
  }

  /** How many events a feed has. Errors as for {@link page}. */
  async count(ctx: RequestContext, subject: FeedSubject, question: FeedQuestion): Promise<number> {
    const { rows, inquiry } = await this.#rows(ctx, subject, question, null);
    const [row] = await inquiry.rows<{ events: string }>(
      select({ columns: [as(call('count'), 'events')], from: subquery(rows, 'r') }),
    );
    return Number(row?.events ?? 0);
  }

  async #rows(
    ctx: RequestContext,
    subject: FeedSubject,
    question: FeedQuestion,
    after: Place | null,
  ): Promise<{ readonly rows: Select; readonly inquiry: Inquiry }> {
    const { binder, calendar, now } = await bindingOf(this.parts, ctx, subject, question);
    const { range } = question;
    const stretch = range === null ? allTime : boundRange(range, calendar, now, ['range']);
    const choice: BoundChoice = binder.choice(question.event, []);
    const { select: rows } = unitRows({
      analysis: binder.analysis,
      stretch: after === null ? stretch : { from: stretch.from, to: Math.min(stretch.to, after[0] + 1) },
      counting: { stretch, intervals: null },
      choice,
      where: null,
      counted: null,
      by: [],
      more: allOf(isOf(subject, ctx.project.id), after === null || isAfter(after)),
      columns: [
        as(call('toString', col('event_id')), 'id'),
        as(call('toUnixTimestamp64Milli', col('time')), 'ms'),
        as(call('toMonday', col('time')), 'week'),
        as(col('time'), 'moment'),
        as(col('event_id'), 'event'),
        ...['name', 'distinct_id', 'group_keys', 'group_ids', 'properties'].map((column) => as(col(column), column)),
      ],
    });
    return { rows, inquiry: new Inquiry(this.parts, ctx) };
  }
}

const columns = ['id', 'ms', 'name', 'distinct_id', 'group_keys', 'group_ids', 'properties', 'moment', 'event'];

/** Rows of the subject among those of its scope. */
function isOf(subject: FeedSubject, projectId: number): Predicate {
  if (subject.unit === 'GROUPS') {
    const hash = groupHash(param(subject.groupKey.id, 'UInt32'), param(subject.groupId, 'String'));
    return eq(col('unit_hash'), hash);
  }
  const hash = userHash(projectId, param(subject.distinctId, 'String'));
  const devices = select({
    columns: [col('device_hash')],
    from: table('identity_links'),
    where: and(ofProject(projectId), eq(col('user_hash'), hash)),
  });
  return anyOf(eq(col('unit_hash'), hash), isIn(col('unit_hash'), devices));
}

/** Later in a feed, which is earlier in time. */
const isAfter = ([ms, id]: Place): Predicate =>
  allOf(
    lte(col('time'), eventMoment(ms)),
    anyOf(lt(col('time'), eventMoment(ms)), lt(col('event_id'), call('toUUID', param(id, 'String')))),
  );

const eventOf = ({ id, name, ms, distinct_id, group_keys, group_ids, properties }: Row): FeedEvent => ({
  id,
  name,
  time: new Date(Number(ms)),
  distinctId: distinct_id,
  groups: group_ids.map((groupId, index) => ({ groupKeyId: group_keys[index] ?? 0, groupId })),
  properties,
});
