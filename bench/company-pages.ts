import { table } from '../src/cli/table.js';
import { createLog } from '../src/http/log.js';
import { createHttpServer } from '../src/http/server.js';
import type { PreparedApp } from './app-on-folder.js';
import { dropCaches } from './caches.js';
import { Latencies } from './load.js';

/** What a page of a product asks about one company or user, as a whole request over HTTP without the network. */
interface PageQuestion {
  readonly name: string;
  readonly query: string;
  readonly ids: (place: number) => string;
}

const figure = '{ value }';
const listed =
  'dailyActiveUsers weeklyActiveUsers monthlyActiveUsers events eventsPerUser newUsers retainedUsers resurrectedUsers dormantUsers day1Retention week1Retention month1Retention';
const event = 'edges { cursor node { id name time distinctId properties } }';

const pages: readonly PageQuestion[] = [
  {
    name: 'company profile: activity, life cycle, retention',
    query: `query ($id: ID!) { companyProfile(id: $id) {
      group { id properties }
      activity { dailyActiveUsers ${figure} weeklyActiveUsers ${figure} monthlyActiveUsers ${figure} events ${figure} eventsPerUser ${figure} }
      lifecycle { new ${figure} retained ${figure} resurrected ${figure} dormant ${figure} }
      retention { day1 ${figure} week1 ${figure} month1 ${figure} }
    } }`,
    ids: (place) => `company-${place}`,
  },
  {
    name: 'activity of a company: 50 events',
    query: `query ($id: ID!) { group(key: "company_id", id: $id) { activity(first: 50) { ${event} } } }`,
    ids: (place) => `company-${place}`,
  },
  {
    name: 'activity of a user: 50 events',
    query: `query ($id: ID!) { user(distinctId: $id) { activity(first: 50) { ${event} } } }`,
    ids: (place) => `user-${place}`,
  },
  {
    name: 'list of companies: 50 by monthly users',
    query: 'query { companies(first: 50) { nodes { group { id } monthlyActiveUsers eventsPerUser } } }',
    ids: () => '',
  },
  ...['MONTHLY_ACTIVE_USERS', 'NEW_USERS', 'DAY1_RETENTION'].map(
    (order): PageQuestion => ({
      name: `list of companies: 50 with all figures, by ${order}`,
      query: `query { companies(first: 50, orderBy: ${order}) { nodes { group { id } ${listed} } } }`,
      ids: () => '',
    }),
  ),
];

/** Measures the pages, each time of another company or user, and returns them as a table. */
export async function measurePages({ app, config, owner, secret }: PreparedApp, runs: number): Promise<string> {
  const http = await createHttpServer(app, config, createLog('warn'));
  const ask = async (query: string, variables: object = {}): Promise<number> => {
    const begun = performance.now();
    const { body } = await http.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      payload: { query, variables },
    });
    if (body.includes('"errors"')) throw new Error(body.slice(0, 1_000));
    return performance.now() - begun;
  };
  try {
    // Set already where the data was measured before.
    if ((await app.services.groupKeys.companyKey(owner.projectId)) === null) {
      await ask('mutation { setCompanyKey(groupKey: "company_id", nameProperty: "name") { nameProperty } }');
    }
    const rows: string[][] = [];
    for (const { name, query, ids } of pages) {
      await dropCaches(app.warehouse);
      const cold = await ask(query, { id: ids(1) });
      const times = new Latencies();
      for (let place = 0; place < runs * 3; place++) times.add(await ask(query, { id: ids(10 + place * 7) }));
      rows.push([name, ...[cold, times.quantile(0.5), times.quantile(0.95)].map((ms) => ms.toFixed(0))]);
    }
    return table(['page', 'cold ms', 'p50 ms', 'p95 ms'], rows, ['left', 'right', 'right', 'right']);
  } finally {
    await http.close();
  }
}
