import { MusterError } from '../core/errors.js';
import { limits } from '../core/limits.js';
import type { GroupKey, RequestContext } from '../core/model.js';
import { authorize } from '../projects/permissions.js';
import type { Select } from '../warehouse/sql/nodes.js';
import { ask } from './ask.js';
import { boundGroups, boundUsers, checkedOrder, checkedProfile } from './bound-question.js';
import {
  type GroupQuestion,
  type GroupRef,
  groupRef,
  type Order,
  type QuestionParts,
  type Row,
  type UserQuestion,
  type UserRef,
  userRef,
} from './cohorts.js';
import { type Ordered, orderedGroups, orderedUsers, type Position } from './lower/order.js';
import { groupPropertyNames, groupsPage, type PageQuestion, userPropertyNames, usersPage } from './questions.js';

/** Ids of one page: the filter is asked anew for each, so pages are large. */
const usualPage = 10_000;

/** Names told at most: those of the largest profile. */
const mostNames = limits.profileProperties;

/**
 * Lists from end to end, for those who may take data out in bulk. A list is walked by pages that go on after the last
 * id, so memory does not grow with it and nobody comes twice or is left out because others were written meanwhile;
 * ordered by a property, who moves in the order during the walk may. "Now" in a filter is one moment for the whole walk.
 * Errors as for {@link Cohorts}, and FORBIDDEN without the permission EXPORT.
 */
export class WholeLists {
  constructor(
    private readonly parts: QuestionParts,
    private readonly idsPerPage = usualPage,
  ) {}

  /** Every user that satisfies a filter, some thousands at a time; by id unless ordered. */
  async *users(
    ctx: RequestContext,
    question: UserQuestion & { readonly orderBy: Order | null },
  ): AsyncGenerator<readonly UserRef[]> {
    authorize(ctx.actor, 'EXPORT');
    const where = await boundUsers(this.parts, ctx, question.where);
    const profile = checkedProfile(question.profile, 'user');
    const order = orderedUsers(checkedOrder(question.orderBy));
    yield* this.#walk(ctx, order, (page) => usersPage(ctx.project.id, where, page, profile), userRef);
  }

  /** Every group of a key that satisfies a filter and a search, some thousands at a time; by id unless ordered. */
  async *groups(
    ctx: RequestContext,
    groupKey: GroupKey,
    question: GroupQuestion & { readonly orderBy: Order | null },
  ): AsyncGenerator<readonly GroupRef[]> {
    authorize(ctx.actor, 'EXPORT');
    const groups = await boundGroups(this.parts, ctx, groupKey, question);
    const scope = { projectId: ctx.project.id, groupKeyId: groupKey.id };
    const order = orderedGroups(checkedOrder(question.orderBy));
    yield* this.#walk(ctx, order, (page) => groupsPage(scope, groups, page), groupRef(groupKey));
  }

  /**
   * The names of the properties that these users have, ascending byte by byte.
   * @throws MusterError BAD_INPUT if there are more than `limits.profileProperties`
   */
  async namesOfUsers(ctx: RequestContext, question: UserQuestion): Promise<string[]> {
    authorize(ctx.actor, 'EXPORT');
    const where = await boundUsers(this.parts, ctx, question.where);
    const profile = checkedProfile(question.profile, 'user');
    return this.#names(ctx, userPropertyNames(ctx.project.id, where, mostNames + 1, profile));
  }

  /** The same of groups of a key. */
  async namesOfGroups(ctx: RequestContext, groupKey: GroupKey, question: GroupQuestion): Promise<string[]> {
    authorize(ctx.actor, 'EXPORT');
    const groups = await boundGroups(this.parts, ctx, groupKey, question);
    const scope = { projectId: ctx.project.id, groupKeyId: groupKey.id };
    return this.#names(ctx, groupPropertyNames(scope, groups, mostNames + 1));
  }

  async *#walk<Item>(
    ctx: RequestContext,
    order: Ordered,
    statement: (page: PageQuestion) => Select,
    item: (row: Row) => Item,
  ): AsyncGenerator<readonly Item[]> {
    type Positioned = Row & Readonly<Record<string, string | number>>;
    let after: Position | null = null;
    for (;;) {
      const page = { order, after, limit: this.idsPerPage };
      const rows: readonly Positioned[] = await ask(this.parts, ctx.project.id, statement(page), ctx.signal);
      if (rows.length > 0) yield rows.map(item);
      const last = rows.at(-1);
      if (last === undefined || rows.length < this.idsPerPage) return;
      after = order.names.map((name) => last[name] ?? '');
    }
  }

  async #names(ctx: RequestContext, statement: Select): Promise<string[]> {
    const rows = await ask<{ readonly name: string }>(this.parts, ctx.project.id, statement, ctx.signal);
    if (rows.length <= mostNames) return rows.map(({ name }) => name);
    const message = `The list has more than ${mostNames.toLocaleString('en-US')} property names; say which columns you want.`;
    throw new MusterError('BAD_INPUT', message, { path: ['columns'] });
  }
}
