import type { Catalog } from '../../src/catalog/catalog.js';
import { newProjectToken } from '../../src/core/ids.js';
import { applyTasks, type Task } from '../../src/profiles/apply-tasks.js';
import { userSubject } from '../../src/profiles/copy-rows.js';
import type { ProfileOperation } from '../../src/profiles/operations.js';
import { openTestCatalog } from '../support/catalogs.js';

describe('many operations on one large list', () => {
  let catalog: Catalog;
  let drop: () => Promise<void>;
  let projectId: number;
  beforeAll(async () => {
    ({ catalog, drop } = await openTestCatalog('sqlite'));
    const project = { name: 'Ours', token: newProjectToken(), timeZone: 'UTC', createdAt: new Date(0) };
    projectId = (await catalog.write((transaction) => transaction.projects.insert(project))).id;
  });
  afterAll(() => drop());

  const taskOf = (operation: ProfileOperation, index: number): Task => ({
    index,
    subjectKey: userSubject,
    subjectId: 'ada',
    operation,
    ignoreTime: false,
    operationId: null,
  });

  it('let other requests have their turn', async () => {
    const operations: ProfileOperation[] = [
      { op: 'set', properties: { list: Array.from({ length: 40_000 }, (_, index) => index) } },
      ...Array.from({ length: 100 }, (): ProfileOperation => ({ op: 'union', properties: { list: [1] } })),
    ];
    let working = true;
    let turns = 0;
    const others = (): void => {
      turns++;
      if (working) setImmediate(others);
    };
    await catalog.write(async (transaction) => {
      setImmediate(others);
      const { outcomes } = await applyTasks(transaction, projectId, operations.map(taskOf), 0);
      working = false;
      expect(outcomes).toEqual([]);
    });
    // More than one for each time the store is asked.
    expect(turns).toBeGreaterThan(5);
  });
});
