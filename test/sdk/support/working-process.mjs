// Uses the built client without end, until it is killed: node working-process.mjs '{"url", "token", "folder", "run"}'
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '../../../dist/sdk/muster.js';
import { folderStore } from './folder-store.mjs';

const { url, token, folder, run } = JSON.parse(process.argv[2] ?? '{}');
const client = createClient({
  url,
  token,
  store: folderStore(folder),
  flushIntervalMs: 5,
  retryMinMs: 10,
  retryMaxMs: 100,
  onRefused: (refusal) => process.stdout.write(`refused ${JSON.stringify(refusal)}\n`),
});
client.identify('worker');
for (let i = 0; ; i++) {
  client.people.append('log', `${run}.${i}`);
  client.people.add('count');
  client.track('tick', { n: i });
  process.stdout.write(`made ${i}\n`);
  await sleep(2);
}
