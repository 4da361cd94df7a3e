import { and, as, call, col, desc, eq, inValues, param, select, table } from '../sql/builders.js';
import { print } from '../sql/print.js';
import type { Warehouse } from '../warehouse.js';
import { DedupeWindow } from './dedupe-window.js';

/** Looking up ids is work for the store like any question, but must not be given up early. */
const ownWork = { timeoutMs: 120_000, ownWork: true };

const milliseconds = call('toUnixTimestamp64Milli', col('time'));

/** The newest ids of a project, up to `maxIds`, as a window complete from the oldest of them on. */
export async function loadWindow(warehouse: Warehouse, projectId: number, maxIds: number): Promise<DedupeWindow> {
  const load = Math.floor(maxIds / 2);
  const newest = select({
    columns: [as(milliseconds, 'ms'), as(call('toString', col('event_id')), 'id')],
    from: table('events'),
    where: eq(col('project_id'), param(projectId, 'UInt32')),
    orderBy: [desc(col('time'))],
    limit: load,
  });
  const { rows } = await warehouse.query<{ ms: string; id: string }>(print(newest), ownWork);
  const oldest = rows.length < load ? undefined : rows.at(-1);
  // The oldest row's own millisecond may hold more rows than were read, so the window starts after it.
  const window = new DedupeWindow(oldest === undefined ? 0 : Number(oldest.ms) + 1, maxIds);
  for (const { ms, id } of rows) window.add(Number(ms), id);
  return window;
}

/** Which of these ids the store has. Read by exact time, so few rows are touched. */
export async function findStored(
  warehouse: Warehouse,
  projectId: number,
  candidates: ReadonlyArray<{ readonly timeMs: number; readonly id: string }>,
): Promise<Set<string>> {
  const times = [...new Set(candidates.map(({ timeMs }) => timeMs))];
  const sql = select({
    columns: [as(call('toString', col('event_id')), 'id')],
    from: table('events'),
    where: and(
      eq(col('project_id'), param(projectId, 'UInt32')),
      inValues(col('time'), times.map(decimalSeconds), "Array(DateTime64(3, 'UTC'))"),
      inValues(
        col('event_id'),
        candidates.map(({ id }) => id),
        'Array(UUID)',
      ),
    ),
  });
  const { rows } = await warehouse.query<{ id: string }>(print(sql), ownWork);
  return new Set(rows.map(({ id }) => id));
}

/** Milliseconds as the text of seconds with three decimals, which the engine reads as a DateTime64 of any zone. */
function decimalSeconds(ms: number): string {
  return `${Math.floor(ms / 1_000)}.${String(ms % 1_000).padStart(3, '0')}`;
}
