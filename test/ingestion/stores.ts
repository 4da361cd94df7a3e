import type { GroupKey, Project, RequestContext } from '../../src/core/model.js';
import { Identity } from '../../src/identity/identity.js';
import { Backfill } from '../../src/ingestion/backfill.js';
import type { IncomingEvent } from '../../src/ingestion/event.js';
import { Ingestion } from '../../src/ingestion/ingestion.js';
import { ProfileCopies } from '../../src/profiles/profile-copies.js';
import { GroupKeys } from '../../src/projects/group-keys.js';
import { Projects } from '../../src/projects/projects.js';
import { and, asc, col, eq, param, select, table } from '../../src/warehouse/sql/builders.js';
import type { CompiledSql } from '../../src/warehouse/sql/compiled.js';
import { print } from '../../src/warehouse/sql/print.js';
import { EventWriter } from '../../src/warehouse/writer/event-writer.js';
import { UnitEvents } from '../../src/warehouse/writer/unit-events.js';
import { copyToUnits } from '../../src/warehouse/writer/unit-events-sql.js';
import { requestOf, StandingClock } from '../projects/fixtures.js';
import { type CatalogKind, openTestCatalog, type TestCatalog } from '../support/catalogs.js';
import { openTestWarehouse, type TestWarehouse, type WarehouseKind } from '../support/warehouses.js';

/** An event as it stands in the warehouse. */
export interface EventRow {
  readonly name: string;
  readonly distinct_id: string;
  readonly user_id: string;
  readonly device_id: string;
  readonly group_keys: readonly number[];
  readonly group_ids: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
}

/** Everything between a request and the two stores, on fresh stores. */
export class IngestionStores {
  readonly projects: Projects;
  readonly groupKeys: GroupKeys;
  readonly identity: Identity;
  readonly ingestion: Ingestion;
  readonly #copies: ProfileCopies;

  private constructor(
    readonly store: TestCatalog,
    readonly house: TestWarehouse,
    readonly writer: EventWriter,
    readonly unitEvents: UnitEvents,
    readonly clock: StandingClock,
  ) {
    const { catalog } = store;
    const { warehouse } = house;
    this.projects = new Projects(catalog, clock);
    this.#copies = new ProfileCopies(catalog, warehouse);
    this.groupKeys = new GroupKeys(catalog, this.#copies, clock);
    this.identity = new Identity(catalog, warehouse);
    this.ingestion = new Ingestion({ groupKeys: this.groupKeys, identity: this.identity, writer, clock });
  }

  static async open(catalogKind: CatalogKind, warehouseKind: WarehouseKind): Promise<IngestionStores> {
    const clock = new StandingClock();
    const store = await openTestCatalog(catalogKind);
    const house = await openTestWarehouse(warehouseKind);
    const options = { flushIntervalMs: 1, maxPendingEvents: 10_000, maxPendingBytes: 100_000_000 };
    const unitEvents = new UnitEvents(house.warehouse);
    await unitEvents.open();
    const writer = new EventWriter(house.warehouse, options, unitEvents);
    await writer.open();
    return new IngestionStores(store, house, writer, unitEvents, clock);
  }

  async close(): Promise<void> {
    await this.writer.close();
    await this.unitEvents.close();
    await this.#copies.close();
    await this.store.drop();
    await this.house.drop();
  }

  project(): Promise<Project> {
    return this.projects.create({ name: 'Shop' });
  }

  backfill(eventsPerSlice?: number): Backfill {
    const { catalog } = this.store;
    const size = eventsPerSlice === undefined ? {} : { eventsPerSlice };
    return new Backfill({
      catalog,
      warehouse: this.house.warehouse,
      groupKeys: this.groupKeys,
      unitEvents: this.unitEvents,
      clock: this.clock,
      ...size,
    });
  }

  addKey(project: Project, key: string): Promise<GroupKey> {
    return this.groupKeys.add(requestOf(project), { key, displayName: key });
  }

  /** Tracks events and expects them all to be accepted. */
  async track(context: RequestContext, ...events: IncomingEvent[]): Promise<void> {
    const outcomes = await this.ingestion.accept(context, events);
    expect(outcomes.map(({ status }) => status)).toEqual(events.map(() => 'ACCEPTED'));
  }

  /** The project's events in order of time and name. */
  async events(project: Project): Promise<readonly EventRow[]> {
    const names = ['name', 'distinct_id', 'user_id', 'device_id', 'group_keys', 'group_ids', 'properties'];
    return this.rows<EventRow>(
      print(
        select({
          columns: names.map((name) => col(name)),
          from: table('events'),
          where: eq(col('project_id'), param(project.id, 'UInt32')),
          orderBy: [asc(col('time')), asc(col('name')), asc(col('distinct_id'))],
        }),
      ),
    );
  }

  /** Expects the copy of the project's events by unit to be what it is made of the events. */
  async expectCopiedByUnit(project: Project): Promise<void> {
    await this.unitEvents.settled();
    const ofProject = eq(col('project_id'), param(project.id, 'UInt32'));
    const { columns, query } = copyToUnits(ofProject);
    const copied = select({ columns: columns.map((name) => col(name)), from: table('unit_events'), where: ofProject });
    const [found, expected] = [await this.rows(print(copied)), await this.rows(print(query))];
    const texts = (rows: readonly unknown[]): string[] => rows.map((row) => JSON.stringify(row)).sort();
    expect(texts(found)).toEqual(texts(expected));
    expect(found.length).toBeGreaterThan(0);
  }

  /** Names of the events the engine finds by the hash of a group, as reports do. */
  async eventsOfGroup(key: GroupKey, groupId: string): Promise<string[]> {
    const hash: CompiledSql = print(
      select({
        columns: [col('name')],
        from: table('events'),
        where: and(eq(col('project_id'), param(key.projectId, 'UInt32')), {
          kind: 'call',
          name: 'has',
          args: [
            col('group_hashes'),
            { kind: 'call', name: 'sipHash64', args: [param(key.id, 'UInt32'), param(groupId, 'String')] },
          ],
        }),
        orderBy: [asc(col('time')), asc(col('name'))],
      }),
    );
    return (await this.rows<{ name: string }>(hash)).map(({ name }) => name);
  }

  /** The groups of a key that some event is known to be in, sorted. */
  async knownGroups(key: GroupKey): Promise<string[]> {
    const sql = print(
      select({
        distinct: true,
        columns: [col('group_id')],
        from: table('known_groups'),
        where: and(
          eq(col('project_id'), param(key.projectId, 'UInt32')),
          eq(col('group_key'), param(key.id, 'UInt32')),
        ),
        orderBy: [asc(col('group_id'))],
      }),
    );
    return (await this.rows<{ group_id: string }>(sql)).map(({ group_id }) => group_id);
  }

  async rows<Row>(sql: CompiledSql): Promise<readonly Row[]> {
    return (await this.house.warehouse.query<Row>(sql)).rows;
  }
}
