import { type Figures, named } from './figures.js';
import type { GroupRecord } from './files.js';
import type { PlainEvent } from './plain.js';

const windowMs = 90 * 86_400_000;
const graceMs = 2_000;
const commitsAsked = 10;

/** How many attempts of an organization count: the first, or all. The words are those of the API. */
export type Counting = 'UNIQUES' | 'TOTALS';

/** How large organizations are, by their profiles. */
export function sizesOf(groups: readonly GroupRecord[]): Map<string, string> {
  const sizes = new Map<string, string>();
  for (const { group_key: key, group_id: id, $set } of groups) {
    if (key === 'organization' && typeof $set.size === 'string') sizes.set(id, $set.size);
  }
  return sizes;
}

/**
 * From an organization’s first commit to its tenth and then a merge, all within 90 days of the first, in all and by the
 * size of organizations.
 */
export function countFunnel(
  events: readonly PlainEvent[],
  sizes: ReadonlyMap<string, string>,
  counting: Counting,
): Figures {
  const commits = timesByOrganization(events, 'commit');
  const merges = timesByOrganization(events, 'merge');
  const attempts = new Map<string, number[][]>([['overall', []]]);
  for (const [organization, times] of commits) {
    const made = attemptsOf(times, merges.get(organization) ?? [], counting);
    const size = sizes.get(organization) ?? '(not set)';
    attempts.set(size, [...(attempts.get(size) ?? []), ...made]);
    attempts.get('overall')?.push(...made);
  }
  const figures: Figures = new Map([['segments', attempts.size - 1]]);
  for (const [segment, some] of attempts) countSteps(figures, segment, some);
  return figures;
}

/**
 * All attempts that do not overlap, or the first alone. The next begins with the first commit after the one before has
 * ended. (A commit of the same moment as a merge that ends one would be before or after it by ids the server gives,
 * which the files cannot tell; here it is before.)
 */
function attemptsOf(commits: readonly number[], merges: readonly number[], counting: Counting): number[][] {
  const attempts: number[][] = [];
  let from = 0;
  while (from < commits.length) {
    const steps = attemptOf(commits.slice(from), merges);
    attempts.push(steps);
    if (counting === 'UNIQUES') break;
    const isDone = steps.length > commitsAsked;
    const end = isDone ? Math.max(...steps) : (steps[0] ?? 0) + windowMs;
    const next = commits.findIndex((ms, place) => place >= from + Math.min(steps.length, commitsAsked) && ms > end);
    if (next < 0) break;
    from = next;
  }
  return attempts;
}

/** When the steps were done, as far as they were. Commits follow commits, so there is no grace between them. */
function attemptOf(commits: readonly number[], merges: readonly number[]): number[] {
  const [first = 0] = commits;
  const steps = commits.slice(0, commitsAsked).filter((ms) => ms <= first + windowMs);
  const tenth = steps[commitsAsked - 1];
  if (tenth === undefined) return steps;
  const merge = merges.find((ms) => ms >= tenth - graceMs && ms <= first + windowMs);
  return merge === undefined ? steps : [...steps, merge];
}

function countSteps(figures: Figures, segment: string, attempts: ReadonlyArray<readonly number[]>): void {
  const reached = (step: number): number => attempts.filter((steps) => steps.length > step).length;
  for (let step = 0; step <= commitsAsked; step++) {
    const at = (figure: string): string => named(segment, `step ${step + 1}`, figure);
    figures.set(at('reached'), reached(step));
    figures.set(at('dropped'), step === commitsAsked ? null : reached(step) - reached(step + 1));
    figures.set(at('conversion'), quotient(reached(step), reached(0)));
    figures.set(at('from previous'), step === 0 ? null : quotient(reached(step), reached(step - 1)));
    const far = step === 0 ? [] : attempts.filter((steps) => steps.length > step);
    countDurations(
      figures,
      at('since first'),
      far.map((steps) => (steps[step] ?? 0) - (steps[0] ?? 0)),
    );
    countDurations(
      figures,
      at('since previous'),
      far.map((steps) => (steps[step] ?? 0) - (steps[step - 1] ?? 0)),
    );
  }
}

function countDurations(figures: Figures, name: string, durations: readonly number[]): void {
  const sorted = [...durations].sort((a, b) => a - b);
  const isAny = sorted.length > 0;
  const sum = sorted.reduce((total, duration) => total + duration, 0);
  figures.set(named(name, 'average'), isAny ? sum / sorted.length : null);
  figures.set(named(name, 'median'), isAny ? percentile(sorted, 50) : null);
  figures.set(named(name, '90th'), isAny ? percentile(sorted, 90) : null);
}

/** Between the two nearest values where it falls between them. */
function percentile(sorted: readonly number[], percent: number): number {
  const place = (percent / 100) * (sorted.length - 1);
  const [below = 0, above = below] = sorted.slice(Math.floor(place), Math.floor(place) + 2);
  return below + (above - below) * (place - Math.floor(place));
}

const quotient = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

function timesByOrganization(events: readonly PlainEvent[], name: string): Map<string, number[]> {
  const times = new Map<string, number[]>();
  for (const event of events.filter((each) => each.name === name)) {
    for (const organization of event.organizations) {
      times.set(organization, [...(times.get(organization) ?? []), event.ms]);
    }
  }
  return times;
}
