import { badInput, type Path } from '../../cohorts/bind-checks.js';

const [shortestMs, longestMs] = [1_000, 366 * 86_400_000];

/** How long an attempt, or how far a path, may reach. @throws MusterError BAD_INPUT */
export function checkWindow(windowMs: number, path: Path): number {
  if (Number.isSafeInteger(windowMs) && windowMs >= shortestMs && windowMs <= longestMs) return windowMs;
  throw badInput('The window must be from 1 second to 366 days.', path);
}
