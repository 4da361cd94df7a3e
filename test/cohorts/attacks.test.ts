import type { Order } from '../../src/cohorts/cohorts.js';
import type { DidFilter, GroupFilter, PropertyCondition, UserFilter } from '../../src/cohorts/filter.js';
import { MusterError } from '../../src/core/errors.js';
import { openTestWarehouse, type TestWarehouse, warehouseKinds } from '../support/warehouses.js';
import type { World } from './oracle.js';
import { asAnalyst, cohortsOver, keysOf, storeWorld } from './stored-world.js';

const now = Date.UTC(2026, 2, 1);

/** Texts that have broken out of SQL, of JSON, of patterns and of parsers, and some that merely look strange. */
const nasty = [
  "' OR 1=1 --",
  "') OR 1=1 --",
  "\\') OR 1=1 --",
  '\\',
  '\\\\',
  "'",
  "''",
  '"',
  '`',
  '``; DROP TABLE user_profiles; --',
  '{p0:String}',
  '{p0:Identifier}',
  '?',
  '%',
  '$1',
  '$CONDITIONS',
  '*/ 1 /*',
  '; SELECT 1',
  '\n',
  '\r\n',
  '\t',
  '\u0000',
  'a\u0000b',
  '\u2028',
  '\ud800',
  '😀'.repeat(255),
  'x'.repeat(9_000),
  'a.b.c',
  'key_x',
  'properties',
  'distinct_id',
  'project_id',
  '__proto__',
  'constructor',
  'toString',
  'NULL',
  'null',
  'nan',
  '-inf',
  '1e400',
  '[',
  ']',
  "['a','b']",
  '{}',
  '(?:',
  '.*',
  '\\N',
  '\\x41',
  ' ',
  '\ufeff',
  'ﷺ'.repeat(50),
  '<script>',
  'SETTINGS max_execution_time=0',
  'FORMAT Null',
] as const;

const key = "k'; --`";
const secret = { mine: 'no', theirs: 'yes' };

/** One ordinary user, group and event, told apart by id alone. */
const world = (who: 'mine' | 'theirs'): World => ({
  keys: [key],
  users: [{ id: who, properties: { [key]: [`${who}-group`], secret: secret[who] }, deleted: false }],
  groups: [{ key, id: `${who}-group`, properties: { secret: secret[who] }, deleted: false }],
  events: [{ distinctId: `${who}-2`, name: 'e', timeMs: now, groups: [{ key, id: `${who}-2` }], properties: {} }],
  links: [],
  now,
});

const conditionsWith = (text: string): PropertyCondition[] => [
  ...[true, false].flatMap((ignoreCase): PropertyCondition[] => [
    { kind: 'textIsOneOf', values: [text], ignoreCase },
    { kind: 'textIsNoneOf', values: [text, `${text}2`], ignoreCase },
    { kind: 'textContains', text, ignoreCase },
    { kind: 'textStartsWith', text, ignoreCase },
    { kind: 'textEndsWith', text, ignoreCase },
  ]),
  { kind: 'listAnyOf', values: [text] },
  { kind: 'listAllOf', values: [text, 1] },
  { kind: 'listNoneOf', values: [text] },
];

/** All filters of one unit with the text in every place where text can stand. */
function filtersWith(text: string): GroupFilter[] {
  const did: DidFilter = { kind: 'did', event: text, atLeast: 1, atMost: null, within: { kind: 'ever' }, where: null };
  const named: GroupFilter = { kind: 'property', name: text, condition: { kind: 'isNotSet' } };
  return [
    {
      kind: 'and',
      filters: conditionsWith(text).map((condition) => ({ kind: 'property', name: 'secret', condition })),
    },
    { kind: 'or', filters: conditionsWith(text).map((condition) => ({ kind: 'property', name: text, condition })) },
    { kind: 'or', filters: [{ kind: 'property', name: text, condition: { kind: 'dateBefore', instant: now } }, named] },
    { kind: 'property', name: text, condition: { kind: 'numberBetween', from: 1, to: 2 } },
    { kind: 'id', values: [text] },
    did,
    { ...did, event: null, atMost: 3, where: named },
  ];
}

// Values reach a server and each node of a cluster the same way.
describe.each(warehouseKinds().filter((kind) => kind !== 'server'))('attacks through filters on %s', (kind) => {
  let store: TestWarehouse;
  const [mine, theirs] = [1, 2];

  beforeAll(async () => {
    store = await openTestWarehouse(kind);
    await storeWorld(store.warehouse, mine, world('mine'));
    await storeWorld(store.warehouse, theirs, world('theirs'));
  });

  afterAll(async () => {
    await store.drop();
  });

  const cohorts = () => cohortsOver(store.warehouse, [key], now);
  const context = asAnalyst(mine);
  const groupKey = () => {
    const [one] = keysOf(mine, [key]);
    if (one === undefined) throw new Error('no key');
    return one;
  };

  // A cluster is given fewer: it prints and binds as a server does, and takes four times as long.
  const tried = nasty.filter((_, index) => kind !== 'cluster' || index % 6 === 0);

  it.each(tried.map((text) => [text.slice(0, 40), text]))('answers %j for this project alone', async (_, text) => {
    const inGroups = filtersWith(text);
    const wheres: UserFilter[] = [
      { kind: 'or', filters: inGroups },
      { kind: 'or', filters: inGroups.map((where) => ({ kind: 'someGroup', groupKey: key, where })) },
    ];
    const orderBy: Order = { kind: 'property', name: text, direction: 'DESC' };
    for (const where of wheres) {
      const { items } = await cohorts().usersPage(context, { where, orderBy, first: 10, after: null });
      expect(items.map(({ node }) => node.distinctId)).not.toContain('theirs');
      for (const { node } of items) expect(['mine', 'mine-2']).toContain(node.distinctId);
    }
    const { items } = await cohorts().groupsPage(context, groupKey(), {
      where: { kind: 'or', filters: inGroups },
      search: { text: text.slice(0, 3), nameProperty: text },
      orderBy,
      first: 10,
      after: null,
    });
    for (const { node } of items) expect(['mine-group', 'mine-2']).toContain(node.groupId);
    expect((await cohorts().usersByIds(context, [text, 'mine', 'theirs'])).size).toBe(1);
    expect((await cohorts().groupsByIds(context, groupKey(), [text, 'theirs-group', 'mine-group'])).size).toBe(1);
    expect(await cohorts().firstAndLastSeenOfUsers(mine, [text, 'theirs-2'])).toEqual([null, null]);
    const ref = (groupId: string) => ({ groupKeyId: groupKey().id, groupId });
    expect(await cohorts().firstAndLastSeenOfGroups(mine, [ref(text), ref('theirs-2')])).toEqual([null, null]);
  });

  it('finds nasty texts where they are', async () => {
    const texts = nasty.map((text) => text.toWellFormed());
    const project = 3;
    await storeWorld(store.warehouse, project, {
      ...world('mine'),
      users: texts.map((text, index) => ({
        id: `u${index}`,
        properties: { [text]: text, list: [text, 1] },
        deleted: false,
      })),
      events: [],
    });
    for (const [index, text] of texts.entries()) {
      const is: PropertyCondition = { kind: 'textIsOneOf', values: [text], ignoreCase: false };
      const where: UserFilter = {
        kind: 'and',
        filters: [
          { kind: 'property', name: text, condition: is },
          { kind: 'property', name: text, condition: { kind: 'textContains', text, ignoreCase: true } },
          { kind: 'property', name: 'list', condition: { kind: 'listAllOf', values: [1, text] } },
        ],
      };
      const page = await cohorts().usersPage(asAnalyst(project), { where, orderBy: null, first: 10, after: null });
      expect({ text, found: page.items.map(({ node }) => node.distinctId) }).toEqual({ text, found: [`u${index}`] });
    }
  });

  it('takes filters as large as they may be', async () => {
    const values = Array.from({ length: 1_000 }, (_, index) => `${'value'.repeat(20)} ${index}`);
    const some: UserFilter[] = Array.from({ length: 20 }, (_, index) => ({
      kind: 'property',
      name: `p${index}`,
      condition: { kind: 'textIsOneOf', values, ignoreCase: false },
    }));
    const dates: UserFilter[] = Array.from({ length: 100 }, (_, index) => ({
      kind: 'property',
      name: `p${index}`,
      condition: { kind: 'dateBefore', instant: now },
    }));
    expect(await cohorts().usersCount(context, { kind: 'or', filters: [...some, ...dates] })).toBe(0);
  });

  it('looks up as many and as long ids as there may be', async () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => `${'😀'.repeat(250)}${index}`);
    expect((await cohorts().usersByIds(context, [...ids, 'mine'])).size).toBe(1);
    expect((await cohorts().groupsByIds(context, groupKey(), [...ids, 'mine-group'])).size).toBe(1);
    const seen = await cohorts().firstAndLastSeenOfUsers(mine, [...ids, 'mine-2']);
    expect(seen.filter((one) => one !== null)).toEqual([{ firstSeen: new Date(now), lastSeen: new Date(now) }]);
    const refs = [...ids, 'mine-2'].map((groupId) => ({ groupKeyId: groupKey().id, groupId }));
    expect((await cohorts().firstAndLastSeenOfGroups(mine, refs)).at(-1)).not.toBeNull();
    const where: UserFilter = { kind: 'not', filter: { kind: 'id', values: ids } };
    expect(await cohorts().usersCount(context, where)).toBe(2);
  });

  it.each([
    '',
    'x',
    '!!',
    'WzEsIngiLFtdXQ',
    'e30',
    Buffer.from('[1,"x",["a"]]').toString('base64url'),
    'A'.repeat(100_000),
  ])('refuses the made-up cursor %#', async (after) => {
    const asked = cohorts().usersPage(context, { where: null, orderBy: null, first: 1, after });
    await expect(asked).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
  });

  it('refuses the cursor of another question and another order', async () => {
    const first = await cohorts().usersPage(context, { where: null, orderBy: null, first: 1, after: null });
    const after = first.endCursor;
    expect(first.hasNextPage).toBe(true);
    const orderBy: Order = { kind: 'property', name: 'secret', direction: 'ASC' };
    const where: UserFilter = { kind: 'id', values: ['mine'] };
    for (const other of [
      { where: null, orderBy },
      { where, orderBy: null },
    ]) {
      const asked = cohorts().usersPage(context, { ...other, first: 1, after });
      await expect(asked).rejects.toBeInstanceOf(MusterError);
      await expect(asked).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
    }
  });

  it.each([0, -1, 1_001, 1.5, Number.NaN])('refuses a page of %p', async (first) => {
    const asked = cohorts().usersPage(context, { where: null, orderBy: null, first, after: null });
    await expect(asked).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('refuses the project token, which may only write', async () => {
    const asked = cohorts().usersCount({ ...context, actor: { kind: 'token' } }, null);
    await expect(asked).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
