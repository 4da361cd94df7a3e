import type { GroupQuestion, Order, UserQuestion } from '../../cohorts/cohorts.js';
import type { WholeLists } from '../../cohorts/every.js';
import { MusterError } from '../../core/errors.js';
import { limits } from '../../core/limits.js';
import type { GroupKey, RequestContext } from '../../core/model.js';
import { emptyProperties } from '../../core/property-values.js';
import { userSubject } from '../../profiles/copy-rows.js';
import type { ProfileService } from '../../profiles/profile-service.js';
import { csvText, type IdColumns, type ListFormat, type ListText, ndjsonText } from './list-text.js';
import { inPieces } from './pieces.js';

/** How a list is wanted. */
export interface Shape {
  readonly format: ListFormat;
  /** Names of properties; null: all. */
  readonly columns: readonly string[] | null;
  /** By id, ascending, if null. */
  readonly orderBy: Order | null;
}

export interface ListExportParts {
  readonly lists: Pick<WholeLists, 'users' | 'groups' | 'namesOfUsers' | 'namesOfGroups'>;
  readonly profiles: Pick<ProfileService, 'load'>;
}

/** Profiles in memory at a time; one may be of `limits.profileBytes`. */
const profilesAtATime = 200;

/** Someone on the list. */
interface Listed {
  readonly id: string;
  readonly hasProfile: boolean;
}

interface List {
  readonly ids: IdColumns;
  readonly subjectKey: number;
  names(): Promise<readonly string[]>;
  members(): AsyncIterable<readonly Listed[]>;
}

/**
 * Whole lists of users and groups with their properties, as text. Who is on the list is asked of the warehouse, some
 * thousands at a time, and the properties are the catalog's at the moment they are written, so memory is bounded.
 */
export class ListExport {
  constructor(private readonly parts: ListExportParts) {}

  /**
   * Every user that satisfies a filter, those without a profile too.
   * @throws MusterError FORBIDDEN; BAD_INPUT for columns; what cohorts throw for filters and orders; the stores'
   */
  async *users(ctx: RequestContext, question: UserQuestion, shape: Shape): AsyncGenerator<string> {
    const { lists } = this.parts;
    yield* this.#text(ctx, shape, {
      ids: { names: ['$distinct_id'], values: (id) => [id] },
      subjectKey: userSubject,
      names: () => lists.namesOfUsers(ctx, question),
      async *members() {
        for await (const users of lists.users(ctx, { ...question, orderBy: shape.orderBy })) {
          yield users.map(({ distinctId, hasProfile }) => ({ id: distinctId, hasProfile }));
        }
      },
    });
  }

  /** Every group of a key that satisfies a filter and a search, those without a profile too. Errors as for users. */
  async *groups(
    ctx: RequestContext,
    groupKey: GroupKey,
    question: GroupQuestion,
    shape: Shape,
  ): AsyncGenerator<string> {
    const { lists } = this.parts;
    yield* this.#text(ctx, shape, {
      ids: { names: ['$group_key', '$group_id'], values: (id) => [groupKey.key, id] },
      subjectKey: groupKey.id,
      names: () => lists.namesOfGroups(ctx, groupKey, question),
      async *members() {
        for await (const groups of lists.groups(ctx, groupKey, { ...question, orderBy: shape.orderBy })) {
          yield groups.map(({ groupId, hasProfile }) => ({ id: groupId, hasProfile }));
        }
      },
    });
  }

  async *#text(ctx: RequestContext, shape: Shape, list: List): AsyncGenerator<string> {
    const text = await writerOf(shape, list);
    let head = text.head;
    for await (const page of list.members()) {
      for (let start = 0; start < page.length; start += profilesAtATime) {
        ctx.signal.throwIfAborted();
        const some = page.slice(start, start + profilesAtATime);
        const ids = some.flatMap(({ id, hasProfile }) => (hasProfile ? [id] : []));
        const profiles = ids.length === 0 ? null : await this.parts.profiles.load(ctx.project.id, list.subjectKey, ids);
        const members = some.map(({ id }) => ({ id, properties: profiles?.get(id)?.properties ?? emptyProperties() }));
        for (const piece of inPieces(text.lines(members))) {
          yield head + piece;
          head = '';
        }
      }
    }
    if (head !== '') yield head;
  }
}

async function writerOf({ format, columns }: Shape, { ids, names }: List): Promise<ListText> {
  const wanted = columns === null ? null : checkedColumns(columns, ids);
  if (format.kind === 'ndjson') return ndjsonText(ids, wanted);
  return csvText(ids, wanted ?? (await names()), format);
}

/** What names a member is there in any case, and is no property. */
function checkedColumns(columns: readonly string[], ids: IdColumns): readonly string[] {
  if (columns.length > limits.profileProperties) {
    throw badColumns(`Name at most ${limits.profileProperties.toLocaleString('en-US')} columns.`);
  }
  if (columns.includes('')) throw badColumns('The name of a column must not be empty.');
  if (new Set(columns).size < columns.length) throw badColumns('A column is named twice.');
  return columns.filter((name) => !ids.names.includes(name));
}

const badColumns = (message: string): MusterError => new MusterError('BAD_INPUT', message, { path: ['columns'] });
