import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { limits } from '../../src/core/limits.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { storePairs } from '../support/store-pairs.js';

const read = (name: string): string => readFileSync(join(__dirname, '../../docs', name), 'utf8');
const page = read('reports.md');

interface Step {
  readonly heading: string;
  readonly request: string;
  /** Null where the page prints none: it differs each time. */
  readonly answer: unknown;
}

/** The requests of the page in their order, each with the answer printed right below it. */
function stepsOfThePage(): Step[] {
  const parts = [...page.matchAll(/^##+ (.+)$|^```(\w+)\n([\s\S]*?)^```$/gm)];
  let heading = '';
  return parts.flatMap(([, title, language, body = ''], index) => {
    if (title !== undefined) heading = title;
    if (language !== 'graphql') return [];
    const [, , below, answer = 'null'] = parts[index + 1] ?? [];
    return [{ heading, request: body, answer: below === 'json' ? JSON.parse(answer) : null }];
  });
}

/** The printed answer as an expectation: "…" stands for some text. */
const expectation = (value: unknown): unknown => {
  if (value === '…') return expect.any(String);
  if (Array.isArray(value)) return value.map(expectation);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, expectation(part)]));
};

/** The first id in an answer, which the next request takes as `$id`. */
function idIn(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null) return null;
  if ('id' in answer && typeof answer.id === 'string') return answer.id;
  for (const part of Object.values(answer)) {
    const id = idIn(part);
    if (id !== null) return id;
  }
  return null;
}

const [stores] = storePairs();
/** When the page looks at its example. */
const today = Date.parse('2026-03-09T18:00:00Z');

describe('docs/reports.md', () => {
  let server: TestServer;
  let id: string | null = null;

  beforeAll(async () => {
    if (stores === undefined) throw new Error('SQLite and chDB are everywhere');
    server = await startTestServer(stores[1], { clock: { now: () => today } });
  });
  afterAll(() => server.stop());

  const steps = stepsOfThePage();

  it.each(steps.map((step, i) => [`${i + 1}. ${step.heading}`, step] as const))('%s', async (_, step) => {
    const { data, errors } = await server.ask(step.request, step.request.includes('$id: ID!') ? { id } : {});
    expect(errors).toBeUndefined();
    if (step.answer === null) return;
    expect(data).toEqual(expectation(step.answer));
    if (JSON.stringify(step.answer).includes('"id":"…"')) id = idIn(data);
  });

  it('serves the question that the README asks about companies', async () => {
    const [, request = ''] =
      /^```graphql\n([\s\S]*?)^```$/m.exec(readFileSync(join(__dirname, '../../README.md'), 'utf8')) ?? [];
    const { data, errors } = await server.ask(request);
    expect(errors).toBeUndefined();
    expect(data?.analyzeGroups.funnel.whole.overall.steps).toHaveLength(2);
  });

  it('has an answer to a question of every report', () => {
    const answered = steps.filter(({ answer }) => answer !== null).map(({ request }) => request);
    for (const report of ['insights', 'funnel', 'retention', 'frequency', 'lifecycle', 'flows']) {
      expect(answered.some((request) => new RegExp(`\\b${report}\\(\\s*question:`).test(request))).toBe(true);
    }
    expect(answered.some((request) => request.includes('behind(id: $id)'))).toBe(true);
  });

  it.each(['reports.md', 'api.md'])('the bounds in %s hold', (name) => {
    const rows: ReadonlyArray<readonly [string, number]> = [
      ['intervals of one report', limits.reportIntervals],
      ['breakdowns of one report', limits.reportBreakdowns],
      ['metrics of one report, and formulas', limits.reportMetrics],
      ['segments told one by one', limits.reportSegments],
      ['numbers between the buckets of one breakdown', limits.reportBuckets],
      ['buckets of retention', limits.retentionBuckets],
      ['figures of one report: lines times segments times points', limits.reportFigures],
    ];
    for (const [what, most] of rows) {
      expect(read(name).includes(`\n| ${what} | ${most.toLocaleString('en-US')} |\n`) ? '' : what).toBe('');
    }
  });
});
