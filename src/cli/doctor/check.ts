/** What one check of `muster doctor` found. */
export interface Finding {
  readonly subject: string;
  /** `warn` is worth mending; `fail` keeps the server from working, or puts data at risk. */
  readonly state: 'ok' | 'warn' | 'fail';
  readonly found: string;
  /** What to do about it. */
  readonly advice?: string;
}

export const ok = (subject: string, found: string): Finding => ({ subject, state: 'ok', found });

export const warn = (subject: string, found: string, advice: string): Finding => ({
  subject,
  state: 'warn',
  found,
  advice,
});

export const fail = (subject: string, found: string, advice: string): Finding => ({
  subject,
  state: 'fail',
  found,
  advice,
});

/** Whether a version such as `11.8.3-MariaDB` is at least `minimum`, part by part. */
export function isAtLeast(version: string, minimum: readonly number[]): boolean {
  const parts = (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number);
  for (const [index, least] of minimum.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

/** The first sentence of whatever was thrown. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
