import { z } from 'zod';
import { decodePlace, encodeCursor, fingerprint } from '../../cohorts/cursor.js';
import { checkPageSize, type Page, pageOf } from '../../cohorts/page.js';
import type { GroupKey, RequestContext } from '../../core/model.js';
import { type Answered, Inquiry } from '../inquiry.js';
import { type Binding, bindingOf, type ReportParts } from '../subject.js';
import { type CompanyFigures, type FigureKind, figuresOfNothing, kindOf, kindsOf } from './figures.js';
import { figuresOfKind } from './sql/figures.js';
import { type CompanyOrder, type Place, pageOfGroups } from './sql/list.js';

export type { CompanyFigure, CompanyFigures } from './figures.js';
export type { CompanyOrder } from './sql/list.js';

/** Figures of some kinds. */
type SomeFigures = Partial<CompanyFigures>;

/** A company in the list, with its figures of those kinds that were wanted or sorted by. */
export interface CompanyRow extends SomeFigures {
  readonly groupId: string;
}

/** A row of an answer: figures, and the hash of their group as text. */
type Row = SomeFigures & { readonly own: string };
type PageRow = Row & { readonly id: string };

/** What a cursor holds: companies that have no figure are placed by their ids alone. */
const placeShape: z.ZodType<Place> = z
  .union([z.tuple([z.number(), z.string()]), z.tuple([z.string()])])
  .transform((place): Place => (place.length === 1 ? [null, place[0]] : place));

/** All companies with what their users do, as a list. */
export class Companies {
  constructor(private readonly parts: ReportParts) {}

  /**
   * A page of the companies: every group that a profile, a member or an event names.
   * @param wanted names of figures; of other names nothing is made
   * @throws MusterError FORBIDDEN; CURSOR_INVALID; the warehouse's
   */
  async page(
    ctx: RequestContext,
    groupKey: GroupKey,
    order: CompanyOrder,
    { first, after }: { readonly first: number; readonly after: string | null },
    wanted: ReadonlySet<string>,
  ): Promise<Answered<Page<CompanyRow>>> {
    const limit = checkPageSize(first);
    const binding = await bindingOf(this.parts, ctx, { unit: 'GROUPS', groupKey }, {});
    const identity = fingerprint('companies', ctx.project.id, groupKey.id, order);
    const place = after === null ? null : decodePlace(after, identity, placeShape);
    const inquiry = new Inquiry(this.parts, ctx);
    const sortedBy = kindOf(order.by);
    const statement = pageOfGroups(
      { projectId: ctx.project.id, groupKeyId: groupKey.id },
      figuresOfKind(sortedBy, binding, null),
      Object.keys(figuresOfNothing[sortedBy]),
      order,
      { after: place, limit: limit + 1 },
    );
    const rows = await inquiry.rows<PageRow>(statement);
    const more = await moreFigures(
      inquiry,
      binding,
      kindsOf(wanted).filter((kind) => kind !== sortedBy),
      rows.slice(0, limit),
    );
    const companyOf = ({ id, own, ...figures }: PageRow): CompanyRow => ({ groupId: id, ...figures, ...more(own) });
    const cursorOf = (row: PageRow): string => {
      const figure = row[order.by] ?? null;
      return encodeCursor(identity, figure === null ? [row.id] : [figure, row.id]);
    };
    return { answer: pageOf(rows, limit, companyOf, cursorOf), inquiry };
  }
}

/** Figures of kinds by which a page is not sorted: asked for its companies alone. */
async function moreFigures(
  inquiry: Inquiry,
  binding: Binding,
  kinds: readonly FigureKind[],
  page: readonly PageRow[],
): Promise<(own: string) => SomeFigures> {
  if (page.length === 0) return () => ({});
  const ids = page.map(({ id }) => id);
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const rows = await inquiry.rows<Row>(figuresOfKind(kind, binding, ids));
      const figures = new Map(rows.map(({ own, ...some }): [string, SomeFigures] => [own, some]));
      return (own: string): SomeFigures => figures.get(own) ?? figuresOfNothing[kind];
    }),
  );
  return (own) => {
    let all: SomeFigures = {};
    for (const of of found) all = { ...all, ...of(own) };
    return all;
  };
}
