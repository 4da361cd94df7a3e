import type { BindingScope } from '../../../src/cohorts/bind.js';
import type { UserFigure } from '../../../src/cohorts/filter.js';
import type { Questions } from '../../../src/reports/any-question.js';
import { figuresIn } from '../../../src/reports/behind/figures.js';
import { encodePoint } from '../../../src/reports/point.js';
import { as, call, col, select, subquery } from '../../../src/warehouse/sql/builders.js';
import { print } from '../../../src/warehouse/sql/print.js';
import { keysOf } from '../../cohorts/stored-world.js';
import type { TestWarehouse } from '../../support/warehouses.js';
import { keys } from './arbitrary-reports.js';
import { analystIn } from './report-stand.js';
import { type Asked, askedInFull } from './worlds-asked.js';

/** Checks that as many units are behind a figure as it tells; of several figures one in the middle is looked at. */
export async function expectBehind<Report extends keyof Questions>(
  store: TestWarehouse,
  report: Report,
  asked: Asked<Questions[Report]>,
  figures: ReadonlyArray<{ readonly point: readonly unknown[]; readonly units: number }>,
): Promise<void> {
  const figure = figures[Math.floor(figures.length / 2)];
  if (figure === undefined) return;
  const { world, projectId, timeZone, subject, question } = asked;
  const { project } = analystIn(projectId, timeZone);
  const scope: BindingScope = {
    now: world.now,
    groupKeys: keysOf(projectId, keys),
    cohorts: new Map(),
    figures: figuresIn(project),
  };
  const reference: UserFigure = {
    report,
    // As it is read from where it is stored.
    question: JSON.parse(JSON.stringify(question)),
    point: encodePoint(figure.point),
    subject: subject.unit === 'USERS' ? subject : { unit: 'GROUPS', groupKey: subject.key },
  };
  const { hashes } = figuresIn(project)(reference, scope, { key: ['key'], question: ['question'], point: ['point'] });
  const count = select({ columns: [as(call('uniqExact', col('u')), 'units')], from: subquery(hashes) });
  const { rows } = await store.warehouse.query<{ units: string }>(print(count)).catch((error: Error) => {
    throw new Error(`${error.message}\n${JSON.stringify(figure)}\n${askedInFull(asked)}`, { cause: error });
  });
  if (Number(rows[0]?.units) === figure.units) return;
  throw new Error(`${JSON.stringify(figure)}: ${rows[0]?.units} units are behind it\n${askedInFull(asked)}`);
}
