import fc from 'fast-check';
import { EventDraft } from '../../src/ingestion/event.js';
import { takeThroughSteps } from '../../src/ingestion/steps.js';
import { browserSdk, type GroupCalls, type SdkPackage } from './browser-sdk.js';

const setting = {
  // The SDK reads the clock on the wall.
  nowMs: Date.now(),
  groupKeys: new Map([
    ['company', 1],
    ['team', 2],
  ]),
  repairRemovedGroups: true,
};

type Given = Readonly<Record<string, unknown>>;

/** The properties an event is stored with, and the groups it belongs to. */
function stored(given: Given, options: Partial<typeof setting> = {}) {
  const draft = new EventDraft({ name: 'some event', distinctId: 'ann', properties: given });
  expect(takeThroughSteps(draft, { ...setting, ...options })).toBeNull();
  const groups = (key: number) => draft.groups.filter(({ groupKeyId }) => groupKeyId === key).map((g) => g.groupId);
  return { properties: { ...draft.properties }, company: groups(1), team: groups(2) };
}

/** As the browser SDK says who it is. */
const web = (given: Given): Given => ({ mp_lib: 'web', plan: 'pro', ...given });
const repaired = (given: Given) => stored(web(given)).properties;

describe.each<SdkPackage>(['mixpanel-browser', 'mixpanel-browser-2.82'])('what %s itself sends', (name) => {
  const { sdk, sent } = browserSdk(name, { stored: true });
  const inMemory = browserSdk(name, { stored: false });

  /** What both of them send after the same calls. */
  const calling = (...calls: Array<(of: GroupCalls) => void>) => {
    for (const each of [sdk, inMemory.sdk]) {
      for (const key of ['company', 'team', 'group_key']) each.unregister(key);
      for (const call of calls) call(each);
    }
    return { usual: sent(), unstored: inMemory.sent() };
  };
  const set = (key: string, ids: unknown) => (of: GroupCalls) => of.set_group(key, ids);
  const add = (key: string, id: unknown) => (of: GroupCalls) => of.add_group(key, id);
  const remove = (key: string, id: unknown) => (of: GroupCalls) => of.remove_group(key, id);

  it('still names a removed group, and no longer once the event is repaired', () => {
    const { usual, unstored } = calling(set('company', ['a', 'b', 'c']), remove('company', 'b'));
    expect(usual).toMatchObject({ mp_lib: 'web', company: ['a', 'b', 'c'], group_key: ['a', 'c'] });
    expect(stored(usual, { repairRemovedGroups: false }).company).toEqual(['a', 'b', 'c']);
    expect(stored(usual).company).toEqual(['a', 'c']);
    expect(stored(usual).properties).not.toHaveProperty('group_key');
    expect(unstored).toMatchObject({ company: ['a', 'c'], group_key: ['a', 'c'] });
    expect(stored(unstored).company).toEqual(['a', 'c']);
    expect(stored(unstored).properties).not.toHaveProperty('group_key');
  });

  it('shows only the last of two removals, so only that one can be repaired', () => {
    const { usual } = calling(set('company', ['a', 'b', 'c']), remove('company', 'b'), remove('company', 'c'));
    expect(usual).toMatchObject({ company: ['a', 'b', 'c'], group_key: ['a', 'b'] });
    expect(stored(usual).company).toEqual(['a', 'b']);
  });

  it('has no groups after the last one is removed, and keeps those that come after', () => {
    const gone = calling(set('company', 'a'), remove('company', 'a'));
    const back = calling(set('company', 'a'), remove('company', 'a'), add('company', 'b'));
    for (const given of [gone.usual, gone.unstored]) {
      expect(given).toMatchObject({ group_key: [] });
      expect(stored(given)).toMatchObject({ company: [] });
      expect(stored(given).properties).not.toHaveProperty('group_key');
    }
    for (const given of [back.usual, back.unstored]) {
      expect(given).toMatchObject({ company: ['b'], group_key: [] });
      expect(stored(given).company).toEqual(['b']);
    }
  });

  it('leaves its stray list behind when groups are added or set, and none of those is taken away', () => {
    const { usual } = calling(set('company', ['a', 'b']), remove('company', 'b'), add('company', 'c'));
    expect(usual).toMatchObject({ company: ['a', 'b', 'c'], group_key: ['a'] });
    expect(stored(usual).company).toEqual(['a', 'b', 'c']);
    const anew = calling(set('company', ['a', 'b']), remove('company', 'b'), set('company', ['x', 'y'])).usual;
    expect(anew).toMatchObject({ company: ['x', 'y'], group_key: ['a'] });
    expect(stored(anew).company).toEqual(['x', 'y']);
  });

  it('sends the same for a group removed and added again as for one removed, so that it stays away', () => {
    const { usual } = calling(set('company', ['a', 'b']), remove('company', 'b'), add('company', 'b'));
    expect(usual).toMatchObject({ company: ['a', 'b'], group_key: ['a'] });
    expect(stored(usual).company).toEqual(['a']);
    sdk.unregister('group_key');
    expect(stored(sent()).company).toEqual(['a', 'b']);
  });

  it('names no key with its stray list, whose numbers stay numbers', () => {
    const { usual } = calling(set('company', 'a'), set('team', [1, 2]), remove('team', 2));
    expect(usual).toMatchObject({ company: ['a'], team: [1, 2], group_key: [1] });
    expect(stored(usual)).toMatchObject({ company: ['a'], team: ['1'], properties: { team: [1] } });
  });
});

describe('an event is left as it came', () => {
  const removed = { company: ['a', 'b'], group_key: ['a'] };

  it.each<[string, Given]>([
    ['of another library', { ...removed, mp_lib: 'android' }],
    ['of no library', { ...removed, mp_lib: undefined }],
    ['with a stray list that is no list', web({ company: ['a', 'b'], group_key: 'a' })],
    ['with lists that differ by two', web({ company: ['a', 'b', 'c'], group_key: ['a'] })],
    ['with a shorter list in another order', web({ company: ['a', 'b', 'c'], group_key: ['c', 'a'] })],
    ['with numbers for texts', web({ company: ['1', '2'], group_key: [1] })],
    ['with a longer stray list', web({ company: ['a'], group_key: ['a', 'b'] })],
    ['whose list belongs to no registered key', web({ planet: ['a', 'b'], group_key: ['a'] })],
    ['of which two keys may be meant', web({ company: ['a', 'b'], team: ['a', 'c'], group_key: ['a'] })],
    ['where another key has just the stray list', web({ company: ['a', 'b'], team: ['a'], group_key: ['a'] })],
    ['whose key is text', web({ company: 'ab', group_key: ['a'] })],
    ['with lists of objects', web({ company: [{ a: 1 }, 'b'], group_key: [{ a: 1 }] })],
  ])('%s', (_, given) => {
    expect(stored(given)).toEqual(stored(given, { repairRemovedGroups: false }));
  });

  it('if the project does not want it', () => {
    expect(stored(web(removed), { repairRemovedGroups: false })).toMatchObject({
      properties: web(removed),
      company: ['a', 'b'],
    });
  });
});

it('finds the removed group in whatever place of the list', () => {
  const group_key = ['a', 'b', 'c'];
  for (let at = 0; at <= group_key.length; at++) {
    const company = group_key.toSpliced(at, 0, 'gone');
    expect(repaired({ company, group_key })).toEqual(web({ company: group_key }));
  }
  expect(repaired({ company: ['a', 'a', 'b'], group_key: ['a', 'b'] })).toEqual(web({ company: ['a', 'b'] }));
});

it('sees lists whole that are longer than an ordinary property may be', () => {
  const company = Array.from({ length: 300 }, (_, i) => `group-${i}-${'x'.repeat(200)}`);
  const group_key = company.slice(0, -1);
  expect(repaired({ company, group_key })).toEqual(web({ company: group_key }));
});

it('mends keys of any name', () => {
  const given: Given = JSON.parse('{"mp_lib": "web", "__proto__": ["a", "b"], "group_key": ["b"]}');
  const draft = new EventDraft({ name: 'x', distinctId: 'ann', properties: given });
  expect(takeThroughSteps(draft, { ...setting, groupKeys: new Map([['__proto__', 9]]) })).toBeNull();
  expect(draft.groups).toEqual([{ groupKeyId: 9, groupId: 'b' }]);
  expect(JSON.stringify(draft.properties)).toBe('{"mp_lib":"web","__proto__":["b"]}');
});

describe('whatever an event holds, the repair', () => {
  const id = fc.constantFrom('a', 'b', 'c', 1, '1');
  const list = fc.oneof(fc.array(id, { maxLength: 4 }), fc.constantFrom(undefined, 'a', null, 1));
  const event = fc.record({ company: list, team: list, planet: list, group_key: list });

  it('takes away at most one group, gives none, and touches nothing but one key and the stray list', () => {
    const property = fc.property(event, (given) => {
      const before = stored(web(given), { repairRemovedGroups: false });
      const after = stored(web(given));
      const { group_key: _, company, team, ...rest } = before.properties;
      expect(after.properties).toMatchObject(rest);
      const changed = ['company', 'team'].filter(
        (key) => JSON.stringify(before.properties[key]) !== JSON.stringify(after.properties[key]),
      );
      expect(changed.length).toBeLessThanOrEqual(1);
      for (const key of ['company', 'team'] as const) {
        expect(after[key].length).toBeGreaterThanOrEqual(before[key].length - 1);
        expect(before[key]).toEqual(expect.arrayContaining(after[key]));
      }
      if (Object.hasOwn(after.properties, 'group_key')) expect(after).toEqual(before);
    });
    fc.assert(property, { numRuns: 3_000 });
  });

  it('undoes what the SDK does when one of several groups is removed', () => {
    const groups = fc.uniqueArray(fc.oneof(fc.string({ minLength: 1 }), fc.integer()), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(groups, fc.nat(), (company, n) => {
        const group_key = company.toSpliced(n % company.length, 1);
        expect(repaired({ company, group_key })).toEqual(repaired({ company: group_key }));
      }),
    );
  });
});
