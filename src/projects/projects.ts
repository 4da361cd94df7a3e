import type { Catalog } from '../catalog/catalog.js';
import type { ProjectChange } from '../catalog/repositories/projects.js';
import type { Clock } from '../core/clock.js';
import { MusterError } from '../core/errors.js';
import { newProjectToken } from '../core/ids.js';
import type { Project, RequestContext } from '../core/model.js';
import { checkLabel } from './group-key-rules.js';
import { authorize } from './permissions.js';
import { ShortCache } from './short-cache.js';

/** How long a project may be answered from memory; the CLI, another process, may change it. Milliseconds. */
const keepMs = 2_000;

/** What the catalog holds as a token, characters; ours have 32. */
const longestToken = 64;

function checkTimeZone(timeZone: string): string {
  try {
    // The engine knows zones by name only; JavaScript takes offsets such as +02:00 as well.
    if (/^[A-Za-z]/.test(timeZone)) return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    // Unknown: refused below.
  }
  throw new MusterError('BAD_INPUT', 'timeZone is no IANA name; give one such as "Europe/Helsinki" or "UTC".', {
    path: ['timeZone'],
  });
}

/** The tenants. Creating and listing them is for the server's operator; no request reaches those. */
export class Projects {
  readonly #byToken: ShortCache<string, Project | null>;
  readonly #byId: ShortCache<number, Project | null>;

  constructor(
    private readonly catalog: Catalog,
    private readonly clock: Clock,
  ) {
    this.#byToken = new ShortCache(clock, keepMs);
    this.#byId = new ShortCache(clock, keepMs);
  }

  /**
   * Makes a project with a token of its own.
   * @throws MusterError BAD_INPUT for an empty or over-long name, or an unknown time zone
   */
  async create(input: { readonly name: string; readonly timeZone?: string }): Promise<Project> {
    const name = checkLabel(input.name, 'name');
    const timeZone = checkTimeZone(input.timeZone ?? 'UTC');
    const createdAt = new Date(this.clock.now());
    return this.catalog.write((tx) => tx.projects.insert({ name, token: newProjectToken(), timeZone, createdAt }));
  }

  /** All projects of this server. */
  list(): Promise<readonly Project[]> {
    return this.catalog.read.projects.list();
  }

  /**
   * Changes name, time zone or settings of the request's project; what is left out stays.
   * @throws MusterError FORBIDDEN, BAD_INPUT
   */
  async update(ctx: RequestContext, change: ProjectChange): Promise<Project> {
    authorize(ctx.actor, 'MANAGE_PROJECT');
    const { id } = ctx.project;
    const checked = {
      ...change,
      ...(change.name === undefined ? {} : { name: checkLabel(change.name, 'name') }),
      ...(change.timeZone === undefined ? {} : { timeZone: checkTimeZone(change.timeZone) }),
    };
    await this.catalog.write((tx) => tx.projects.update(id, checked));
    this.#byToken.clear();
    this.#byId.clear();
    const project = await this.byId(id);
    if (project === null) throw new MusterError('NOT_FOUND', 'The project does not exist any more.');
    return project;
  }

  /** The project of a token, or null; at most two seconds old. */
  byToken(token: string): Promise<Project | null> {
    if (token.length > longestToken) return Promise.resolve(null);
    return this.#byToken.get(token, () => this.catalog.read.projects.byToken(token));
  }

  /** The project of an id, or null; at most two seconds old. */
  byId(id: number): Promise<Project | null> {
    return this.#byId.get(id, () => this.catalog.read.projects.byId(id));
  }
}
