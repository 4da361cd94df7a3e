import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestServer, type TestServer } from '../support/server.js';

const file = join(__dirname, '../../docs/reports.md');
/** MUSTER_UPDATE_DOCS=1 writes the answers anew; look at what it wrote. */
const update = process.env.MUSTER_UPDATE_DOCS === '1';
const block = /```graphql\n([\s\S]*?)```(?:\n\n```json\n([\s\S]*?)```)?/g;

interface Example {
  readonly query: string;
  /** Null: what the answer is, is not told. */
  readonly answer: string | null;
}

describe('docs/reports.md', () => {
  const text = readFileSync(file, 'utf8');
  const examples = [...text.matchAll(block)].map(
    ([, query = '', answer]): Example => ({ query, answer: answer ?? null }),
  );
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ catalog: 'sqlite', warehouse: 'chdb' });
    for (const { query, answer } of examples) {
      if (answer !== null) continue;
      expect((await server.ask(query)).errors).toBeUndefined();
    }
  });

  afterAll(async () => {
    if (update) {
      const answers: string[] = [];
      for (const { query } of told) answers.push(JSON.stringify((await server.ask(query)).data, null, 2));
      const written = text.replace(block, (whole, query: string, answer?: string) =>
        answer === undefined ? whole : `\`\`\`graphql\n${query}\`\`\`\n\n\`\`\`json\n${answers.shift()}\n\`\`\``,
      );
      writeFileSync(file, written);
    }
    await server.stop();
  });

  const told = examples.filter(({ answer }) => answer !== null);

  it('has an example of every report', () => {
    const queries = told.map(({ query }) => query).join();
    for (const report of ['insights', 'funnel', 'retention', 'frequency', 'lifecycle', 'flows', 'behind']) {
      expect(queries).toContain(`${report}(`);
    }
    for (const analysis of ['analyzeUsers', 'analyzeGroups']) expect(queries).toContain(analysis);
  });

  (update ? it.skip : it).each(told)('answers as it says: $query', async ({ query, answer }) => {
    const { data, errors } = await server.ask(query);
    expect(errors).toBeUndefined();
    expect(data).toEqual(JSON.parse(answer ?? ''));
  });
});
