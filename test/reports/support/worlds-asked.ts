import * as fc from 'fast-check';
import type { World } from '../../cohorts/oracle.js';
import type { TestWarehouse } from '../../support/warehouses.js';
import { subjects, worldAround, zones } from './arbitrary-reports.js';
import type { ModelSubject } from './model-rows.js';
import { storeAsProject } from './report-stand.js';

/** A question about a world that is stored as a project of its own. */
export interface Asked<Question> {
  readonly world: World;
  readonly projectId: number;
  readonly timeZone: string;
  readonly subject: ModelSubject;
  readonly question: Question;
}

/** For messages: everything that is needed to ask again. */
export const askedInFull = ({ world, timeZone, subject, question }: Asked<unknown>): string =>
  JSON.stringify({ subject, question, timeZone, world }, null, 1);

/**
 * The same worlds each time, so that a change is judged by what it changes; others with MUSTER_TEST_SEED, as many as runs are asked
 * for in the tests of meaning.
 */
const seed = Number(process.env.MUSTER_TEST_SEED ?? 20_261_125);
/** So many times as many worlds, for a long run. */
const factor = Number(process.env.MUSTER_TEST_WORLDS ?? 1);

/** Checks generated questions about generated worlds: `worlds` times, and each time `each` questions. */
export async function askAboutWorlds<Question>(
  store: TestWarehouse,
  { worlds, each }: { readonly worlds: number; readonly each: number },
  questions: (subject: ModelSubject, moment: number, timeZone: string) => fc.Arbitrary<Question>,
  check: (asked: Asked<Question>) => Promise<void>,
): Promise<void> {
  const generated = fc.constantFrom(...zones).chain(([timeZone, moment]) =>
    fc.record({
      timeZone: fc.constant(timeZone),
      world: worldAround(moment),
      asked: fc.array(
        subjects.chain((subject) => questions(subject, moment, timeZone).map((question) => ({ subject, question }))),
        { minLength: each, maxLength: each },
      ),
    }),
  );
  await fc.assert(
    fc.asyncProperty(generated, async ({ timeZone, world, asked }) => {
      const projectId = await storeAsProject(store.warehouse, world);
      for (const { subject, question } of asked) await check({ world, projectId, timeZone, subject, question });
    }),
    { endOnFailure: true, numRuns: worlds * factor, seed },
  );
}
