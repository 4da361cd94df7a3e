import type { LinkRow, StepRow } from './sql/figures.js';

/** How many paths have an event at a step: the place of the step from 1, and '' for paths that have begun or ended there. */
export interface StepCount {
  readonly place: number;
  readonly event: string;
  readonly paths: number;
}

/** How many paths lead from which event of a step to which of the next: by their places among the names told, see {@link LinkRow}. */
export interface LinkCount {
  readonly place: number;
  readonly source: number;
  readonly target: number;
  readonly paths: number;
}

/** A path, and how often it was taken. */
interface CountedPath {
  readonly path: readonly string[];
  readonly count: number;
}

export const ofStepRow = ({ place, event, paths }: StepRow): StepCount => ({
  place: Number(place),
  event,
  paths: Number(paths),
});

export const ofLinkRow = ({ place, source, target, paths }: LinkRow): LinkCount => ({
  place: Number(place),
  source: Number(source),
  target: Number(target),
  paths: Number(paths),
});

/** The counts of steps, where all paths are known. */
export const stepCounts = (paths: readonly CountedPath[]): StepCount[] =>
  summed(paths, ({ path }) => path.map((event, index) => ({ place: index + 1, event })));

/** The counts of links, where all paths are known. */
export function linkCounts(paths: readonly CountedPath[], told: ReadonlyArray<readonly string[]>): LinkCount[] {
  const placeOf = told.map((names) => new Map([...names, ''].map((name, index) => [name, index + 1])));
  return summed(paths, ({ path }) => {
    const places = path.map((name, index) => placeOf[index]?.get(name) ?? 0);
    return places.slice(1).map((target, index) => ({ place: index + 1, source: places[index] ?? 0, target }));
  });
}

function summed<Key extends object>(
  paths: readonly CountedPath[],
  keysOf: (path: CountedPath) => readonly Key[],
): Array<Key & { paths: number }> {
  const found = new Map<string, Key & { paths: number }>();
  for (const one of paths) {
    for (const key of keysOf(one)) {
      const text = JSON.stringify(key);
      const known = found.get(text);
      if (known === undefined) found.set(text, { ...key, paths: one.count });
      else known.paths += one.count;
    }
  }
  return [...found.values()];
}
