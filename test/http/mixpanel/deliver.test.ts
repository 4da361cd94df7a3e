import { MusterError } from '../../../src/core/errors.js';
import type { Project } from '../../../src/core/model.js';
import { type Delivery, deliver, type Endpoint } from '../../../src/http/mixpanel/deliver.js';
import { isRecord } from '../../../src/http/mixpanel/records.js';

/** A record of these tests: its token, and whether it would count again if it were sent again. */
interface Note {
  readonly token: string;
  readonly counts?: boolean;
  readonly wrong?: boolean;
}

const projectOf = (token: string): Project => ({
  id: token.charCodeAt(0),
  name: token,
  token,
  timeZone: 'UTC',
  createdAt: new Date(0),
  repairRemovedGroups: false,
});
const isNote = (value: unknown): value is Note => isRecord(value) && typeof value.token === 'string';

/** Delivers to projects a, b, c…, of which some have lost their store; returns what each stored. */
async function send(notes: readonly unknown[], broken: Readonly<Record<string, Error>> = {}) {
  const stored: Note[] = [];
  const endpoint: Endpoint<Note> = {
    tokenField: '$token',
    read: (record) =>
      isNote(record)
        ? { ok: true, token: record.token, items: [record] }
        : { ok: false, problem: { field: 'note', message: 'No note.' } },
    isRepeatable: ({ counts }) => counts !== true,
    async store({ project }, items) {
      const fault = broken[project.token];
      if (fault !== undefined) throw fault;
      stored.push(...items.filter(({ wrong }) => wrong !== true));
      return items.map(({ wrong }) => (wrong === true ? { field: 'wrong', message: 'Wrong.' } : null));
    },
  };
  const lookedFor: unknown[] = [];
  const work = deliver(notes, endpoint, {
    callerOf: async (token) => {
      lookedFor.push(token);
      return typeof token === 'string' && token < 'x' ? { project: projectOf(token), actor: { kind: 'token' } } : null;
    },
    contextFor: (caller) => ({ requestId: 'r', ...caller, signal: new AbortController().signal }),
  });
  const outcome: Delivery | unknown = await work.catch((error: unknown) => error);
  return { outcome, stored, lookedFor };
}

const away = new MusterError('STORE_UNAVAILABLE', 'The store cannot be reached.');

describe('a delivery', () => {
  it('brings each record to its project, those of a project in order, and says which were refused', async () => {
    const notes = [
      { token: 'b' },
      { token: 'a' },
      7,
      { token: 'b', wrong: true },
      { token: 'x' },
      { token: 'a', counts: true },
    ];
    const { outcome, stored } = await send(notes);
    expect(stored).toEqual([notes[0], notes[1], notes[5]]);
    expect(outcome).toMatchObject({ records: 6, failure: undefined });
    expect(outcome).toHaveProperty(
      'problems',
      new Map([
        [2, { field: 'note', message: 'No note.' }],
        [3, { field: 'wrong', message: 'Wrong.' }],
        [4, { field: '$token', message: expect.stringContaining('token') }],
      ]),
    );
  });

  it('fails as a whole while all of it may be sent again', async () => {
    const { outcome, stored } = await send([{ token: 'a' }, { token: 'b' }], { b: away });
    expect(outcome).toBe(away);
    expect(stored).toEqual([{ token: 'a' }]);
  });

  it('brings what counts again last, so that a failure before it may be told', async () => {
    const { outcome, stored } = await send([{ token: 'a', counts: true }, { token: 'b' }], { b: away });
    expect(outcome).toBe(away);
    expect(stored).toEqual([]);
  });

  it('fails as a whole when what counts again was refused', async () => {
    const { outcome } = await send(
      [
        { token: 'a', counts: true, wrong: true },
        { token: 'b', counts: true },
      ],
      { b: away },
    );
    expect(outcome).toBe(away);
  });

  it.each([
    ['a store is away', away],
    ['the server has a fault', new TypeError('x is undefined')],
  ])('does not fail as a whole once something is stored that would count twice: %s', async (_, fault) => {
    const notes = [
      { token: 'a', counts: true },
      { token: 'b', counts: true },
      { token: 'c', counts: true },
    ];
    const { outcome, stored } = await send(notes, { b: fault });
    expect(stored).toEqual([notes[0]]);
    expect(outcome).toMatchObject({ failure: fault });
    expect(outcome).toHaveProperty(
      'problems',
      new Map([1, 2].map((place) => [place, { field: '', message: expect.stringMatching(/^Not stored/) }])),
    );
  });

  it('looks for 50 unknown tokens and no more; records of tokens already known are stored', async () => {
    const unknown = Array.from({ length: 1_000 }, (_, i) => ({ token: `x${i}` }));
    const { outcome, stored, lookedFor } = await send([{ token: 'a' }, ...unknown, { token: 'b' }, { token: 'a' }]);
    expect(lookedFor).toEqual(['a', ...unknown.slice(0, 50).map(({ token }) => token)]);
    expect(stored).toEqual([{ token: 'a' }, { token: 'a' }]);
    expect(outcome).toMatchObject({ stored: true });
    expect(outcome).toHaveProperty('problems.size', 1_001);
  });

  it('takes 2,000 operations and no more', async () => {
    const notes = Array.from({ length: 2_001 }, () => ({ token: 'a' }));
    expect((await send(notes)).outcome).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
    expect((await send(notes.slice(1))).outcome).toMatchObject({ records: 2_000 });
  });
});
