import latest from 'mixpanel';
import earlier from 'mixpanel-0.21';

/** How a call of the Node SDK tells its end: nothing or null where all went well. */
export type Done = (problem?: unknown) => void;

/** The Node SDK as JavaScript sees it; its published types leave out what it also takes, such as numeric ids. */
export interface NodeSdk {
  track(...given: unknown[]): void;
  track_batch(...given: unknown[]): void;
  import(...given: unknown[]): void;
  import_batch(...given: unknown[]): void;
  alias(...given: unknown[]): void;
  readonly people: {
    set(...given: unknown[]): void;
    set_once(...given: unknown[]): void;
    increment(...given: unknown[]): void;
    append(...given: unknown[]): void;
    union(...given: unknown[]): void;
    remove(...given: unknown[]): void;
    unset(...given: unknown[]): void;
    track_charge(...given: unknown[]): void;
    clear_charges(...given: unknown[]): void;
    delete_user(...given: unknown[]): void;
  };
  readonly groups: {
    set(...given: unknown[]): void;
    set_once(...given: unknown[]): void;
    union(...given: unknown[]): void;
    remove(...given: unknown[]): void;
    unset(...given: unknown[]): void;
    delete_group(...given: unknown[]): void;
  };
}

export type Configuration = Readonly<Record<string, unknown>>;

/** The versions under test, by number, each with its package's name. */
export const nodeSdks = [
  {
    version: '0.24.0',
    package: 'mixpanel',
    init: (token: string, config: Configuration): NodeSdk => latest.init(token, config),
  },
  {
    version: '0.21.0',
    package: 'mixpanel-0.21',
    init: (token: string, config: Configuration): NodeSdk => earlier.init(token, config),
  },
] as const;

/** Makes one call and waits for its callback; answers with the message of what it reports, null where it reports nothing. */
export function outcome(call: (done: Done) => void): Promise<string | null> {
  return new Promise((resolve) => {
    call((problem) => {
      if (problem === undefined || problem === null) resolve(null);
      else if (Array.isArray(problem)) resolve(problem.map(messageOf).join('; '));
      else resolve(messageOf(problem));
    });
  });
}

const messageOf = (problem: unknown): string => (problem instanceof Error ? problem.message : String(problem));

/** Makes calls one after the other and expects the SDK to report each as done. */
export async function allTaken(...calls: ReadonlyArray<(done: Done) => void>): Promise<void> {
  for (const call of calls)
    expect({ call: call.toString(), problem: await outcome(call) }).toEqual({ call: call.toString(), problem: null });
}
