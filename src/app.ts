import 'reflect-metadata';
import { Registry } from 'prom-client';
import { type Catalog, openCatalog } from './catalog/catalog.js';
import { LeaseKeeper } from './catalog/lease-keeper.js';
import { Cohorts } from './cohorts/cohorts.js';
import { WholeLists } from './cohorts/every.js';
import { SavedCohorts } from './cohorts/saved.js';
import type { Config } from './config/config.js';
import { type Clock, systemClock } from './core/clock.js';
import { createApollo } from './graphql/apollo.js';
import { createGraphqlContext, type GraphqlContext, type Services } from './graphql/context.js';
import type { DoorServices } from './http/door.js';
import type { HttpApp } from './http/http-app.js';
import type { Log } from './http/log.js';
import { Identity } from './identity/identity.js';
import { Backfill } from './ingestion/backfill.js';
import { Ingestion } from './ingestion/ingestion.js';
import { OperationIdExpiry } from './profiles/operation-id-expiry.js';
import { ProfileCopies } from './profiles/profile-copies.js';
import { ProfileService } from './profiles/profile-service.js';
import { createAuthenticate } from './projects/authenticate.js';
import { GroupKeys } from './projects/group-keys.js';
import { Projects } from './projects/projects.js';
import { ServiceAccounts } from './projects/service-accounts.js';
import { figuresIn } from './reports/behind/figures.js';
import { EventExport } from './reports/export/event-export.js';
import { ListExport } from './reports/export/list-export.js';
import { EventHub } from './reports/live/event-hub.js';
import { Live } from './reports/live/live.js';
import { Reports } from './reports/reports.js';
import { cohortsOfReport, SavedReports } from './reports/saved-reports.js';
import { openWarehouse } from './warehouse/open-warehouse.js';
import type { Warehouse } from './warehouse/warehouse.js';
import { EventWriter } from './warehouse/writer/event-writer.js';
import { UnitEvents } from './warehouse/writer/unit-events.js';

export interface AppOptions {
  readonly log: Log;
  readonly clock?: Clock;
  /** Called when another server has taken over the stores; the process must end. */
  readonly onLeaseLost?: () => void;
}

/** The whole of Muster behind its doors: stores, services, and the GraphQL server; HTTP and the CLI stand before it. */
export interface App extends HttpApp<GraphqlContext> {
  readonly config: Config;
  readonly catalog: Catalog;
  readonly warehouse: Warehouse;
  readonly projects: Projects;
  readonly serviceAccounts: ServiceAccounts;
  readonly copies: ProfileCopies;
  readonly identity: Identity;
  readonly unitEvents: UnitEvents;
  readonly services: Services & DoorServices;
  /**
   * Makes the stores ready and takes the lease: migrations, tables, what an earlier process committed and did not
   * deliver, jobs it did not finish. Nothing may be asked before.
   * @throws MusterError STORE_UNAVAILABLE if a store cannot be reached or another server holds the lease
   */
  start(): Promise<void>;
  /** Stores what was acknowledged and is still on its way, gives the lease back and closes the stores. */
  stop(): Promise<void>;
}

/** Opens both stores and builds every service: the only place that does. */
export async function createApp(config: Config, { log, clock = systemClock, onLeaseLost }: AppOptions): Promise<App> {
  const catalog = await openCatalog({ url: config.catalogUrl, log });
  const warehouse = await openWarehouse(config.warehouse, config.query, log);
  const unitEvents = new UnitEvents(warehouse);
  const identity = new Identity(catalog, warehouse);
  const hub = new EventHub(identity);
  const writer = new EventWriter(warehouse, config.ingestion, unitEvents, hub);
  const copies = new ProfileCopies(catalog, warehouse, { log });
  const projects = new Projects(catalog, clock);
  const serviceAccounts = new ServiceAccounts(catalog, clock);
  const groupKeys = new GroupKeys(catalog, copies, clock);
  const ingestion = new Ingestion({ groupKeys, identity, writer, clock });
  const profiles = new ProfileService(catalog, copies, groupKeys, identity, clock);
  const cohortsParts = { warehouse, catalog, identity, groupKeys, copies, unitEvents, clock, figuresIn };
  const cohorts = new Cohorts(cohortsParts);
  const savedCohorts = new SavedCohorts({ catalog, groupKeys, clock, figuresIn, cohortsOfReport });
  const backfill = new Backfill({ catalog, warehouse, groupKeys, unitEvents, clock, log });
  const services: Services & DoorServices = {
    projects,
    groupKeys,
    serviceAccounts,
    ingestion,
    profiles,
    identity,
    cohorts,
    savedCohorts,
    reports: new Reports(cohortsParts),
    savedReports: new SavedReports(cohortsParts),
    live: new Live({ hub, identity, groupKeys }),
    backfill,
    exports: {
      events: new EventExport({ warehouse, copies, unitEvents, identity }),
      lists: new ListExport({ lists: new WholeLists(cohortsParts), profiles }),
    },
  };
  const operationIds = new OperationIdExpiry(catalog, clock, log);
  const lease = new LeaseKeeper(catalog, clock, log, () => onLeaseLost?.());
  const apollo = createApollo(config, log);
  let ready = false;

  return {
    config,
    catalog,
    warehouse,
    projects,
    serviceAccounts,
    copies,
    identity,
    unitEvents,
    services,
    apollo,
    subscriptions: apollo,
    authenticate: createAuthenticate({ projects, serviceAccounts }),
    contextFor: (request) => createGraphqlContext(services, request),
    stores: [
      { name: 'catalog', ping: () => catalog.ping() },
      { name: 'warehouse', ping: () => warehouse.ping() },
    ],
    metrics: new Registry(),
    isReady: () => ready,
    async start() {
      await catalog.migrate();
      await lease.take();
      await warehouse.prepare();
      await identity.deliverPending();
      await copies.drain();
      await unitEvents.open();
      await writer.open();
      await backfill.resume();
      await apollo.start();
      operationIds.start();
      ready = true;
    },
    async stop() {
      // A start that failed may have left Apollo unstarted, and then it cannot be stopped; the lease can be given back.
      const started = ready;
      ready = false;
      if (started) await apollo.stop();
      await backfill.stop();
      await operationIds.stop();
      await serviceAccounts.settled();
      await writer.close();
      await unitEvents.close();
      await copies.close();
      await warehouse.close();
      // Last: until both stores are closed to this process, requests cut off by the stop may still write.
      await lease.release();
      await catalog.close();
    },
  };
}
