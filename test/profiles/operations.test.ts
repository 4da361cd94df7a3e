import fc from 'fast-check';
import { canonicalJson, emptyProperties, type Properties, type PropertyValue } from '../../src/core/property-values.js';
import { applyOperation, type ProfileOperation } from '../../src/profiles/operations.js';
import { anyName, anyProfile, anyValue, bagOf } from './arbitraries.js';

const bag = (properties: Record<string, PropertyValue>): Properties => Object.assign(emptyProperties(), properties);
const lists = bagOf(fc.array(anyValue, { maxLength: 5 }));

const anyOperation: fc.Arbitrary<ProfileOperation> = fc.oneof(
  fc.record({ op: fc.constantFrom('set', 'set_once', 'append', 'remove'), properties: bagOf(anyValue) }),
  fc.record({ op: fc.constant('add'), properties: bagOf(fc.double({ noNaN: true, noDefaultInfinity: true })) }),
  fc.record({ op: fc.constant('union'), properties: lists }),
  fc.record({ op: fc.constant('unset'), names: fc.array(anyName, { minLength: 1, maxLength: 3 }) }),
  fc.constant({ op: 'delete' }),
);

const elements = (value: PropertyValue | undefined): string[] =>
  value === undefined || value === null ? [] : (Array.isArray(value) ? value : [value]).map(canonicalJson);

describe('an operation on a profile', () => {
  it('changes neither the profile nor its own argument', () => {
    fc.assert(
      fc.property(fc.option(anyProfile), anyOperation, (profile, operation) => {
        const before = [JSON.stringify(profile), JSON.stringify(operation)];
        try {
          applyOperation(profile, operation);
        } catch {
          // Refusals are looked at elsewhere.
        }
        expect([JSON.stringify(profile), JSON.stringify(operation)]).toEqual(before);
      }),
    );
  });

  it('leaves properties it does not name as they are', () => {
    fc.assert(
      fc.property(anyProfile, bagOf(anyValue), (profile, properties) => {
        for (const op of ['set', 'set_once', 'append', 'remove'] as const) {
          const after = applyOperation(profile, { op, properties }) ?? emptyProperties();
          for (const name of Object.keys(profile)) {
            if (!Object.hasOwn(properties, name)) expect(after[name]).toEqual(profile[name]);
          }
        }
      }),
    );
  });

  it('takes __proto__ for a name like any other', () => {
    const properties = bag(JSON.parse('{"__proto__": {"admin": true}, "constructor": 1}'));
    const own: Properties = Object.defineProperty(emptyProperties(), '__proto__', { value: 'x', enumerable: true });
    const after = applyOperation(properties, { op: 'set', properties: own }) ?? emptyProperties();
    expect(Object.keys(after).sort()).toEqual(['__proto__', 'constructor'].sort());
    expect(Object.getOwnPropertyDescriptor(after, '__proto__')?.value).toBe('x');
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('creates a missing profile, unless it only takes away', () => {
    const properties = bag({ a: 1 });
    for (const op of ['set', 'set_once', 'append'] as const) {
      expect(applyOperation(null, { op, properties })).not.toBeNull();
    }
    expect(applyOperation(null, { op: 'add', properties: { a: 1 } })).toEqual(bag({ a: 1 }));
    expect(applyOperation(null, { op: 'union', properties: { a: [1] } })).toEqual(bag({ a: [1] }));
    expect(applyOperation(null, { op: 'remove', properties })).toBeNull();
    expect(applyOperation(null, { op: 'unset', names: ['a'] })).toBeNull();
    expect(applyOperation(null, { op: 'delete' })).toBeNull();
  });
});

describe('set', () => {
  it('does the same twice as once', () => {
    fc.assert(
      fc.property(fc.option(anyProfile), bagOf(anyValue), (profile, properties) => {
        const once = applyOperation(profile, { op: 'set', properties });
        expect(applyOperation(once, { op: 'set', properties })).toEqual(once);
        for (const [name, value] of Object.entries(properties)) expect(once?.[name]).toEqual(value);
      }),
    );
  });
});

describe('set_once', () => {
  it('never overwrites what is set', () => {
    fc.assert(
      fc.property(anyProfile, bagOf(anyValue), (profile, properties) => {
        const after = applyOperation(profile, { op: 'set_once', properties }) ?? emptyProperties();
        for (const [name, value] of Object.entries(properties)) {
          expect(after[name]).toEqual(profile[name] === undefined || profile[name] === null ? value : profile[name]);
        }
      }),
    );
  });
});

describe('add', () => {
  it('starts at 0 where nothing is set, and takes negative numbers', () => {
    const profile = bag({ coins: 12, empty: null });
    const after = applyOperation(profile, { op: 'add', properties: { coins: -5, empty: 2, fresh: 1.5 } });
    expect(after).toEqual(bag({ coins: 7, empty: 2, fresh: 1.5 }));
  });

  it.each<[string, PropertyValue]>([
    ['text', 'gold'],
    ['text that looks like a number', '12'],
    ['a boolean', true],
    ['a list', [1]],
    ['an object', { n: 1 }],
    ['a number whose sum is too large', Number.MAX_VALUE],
  ])('is refused as a whole on %s', (_, present) => {
    const add: ProfileOperation = { op: 'add', properties: { a: 1, coins: Number.MAX_VALUE } };
    expect(() => applyOperation(bag({ coins: present }), add)).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', details: { path: ['properties', 'coins'] } }),
    );
  });
});

describe('append', () => {
  it('adds one element at the end, repeated or not, and makes a list where there is none', () => {
    fc.assert(
      fc.property(anyProfile, bagOf(anyValue), (profile, properties) => {
        const after = applyOperation(profile, { op: 'append', properties }) ?? emptyProperties();
        for (const [name, value] of Object.entries(properties)) {
          expect(elements(after[name])).toEqual([...elements(profile[name]), canonicalJson(value)]);
        }
      }),
    );
  });
});

describe('union', () => {
  it('holds each value once, where it first appeared', () => {
    fc.assert(
      fc.property(anyProfile, lists, (profile, properties) => {
        const after = applyOperation(profile, { op: 'union', properties }) ?? emptyProperties();
        for (const [name, values] of Object.entries(properties)) {
          const all = [...elements(profile[name]), ...values.map(canonicalJson)];
          expect(elements(after[name])).toEqual(all.filter((text, index) => all.indexOf(text) === index));
        }
      }),
    );
  });

  it('does the same twice as once', () => {
    fc.assert(
      fc.property(fc.option(anyProfile), lists, (profile, properties) => {
        const once = applyOperation(profile, { op: 'union', properties });
        expect(applyOperation(once, { op: 'union', properties })).toEqual(once);
      }),
    );
  });

  it('extends membership written as plain text', () => {
    const after = applyOperation(bag({ company: 'acme' }), { op: 'union', properties: { company: ['acme', 'zeta'] } });
    expect(after).toEqual(bag({ company: ['acme', 'zeta'] }));
  });
});

describe('remove', () => {
  it('takes out every equal element and keeps the others in order', () => {
    fc.assert(
      fc.property(anyProfile, bagOf(anyValue), (profile, properties) => {
        const after = applyOperation(profile, { op: 'remove', properties }) ?? emptyProperties();
        for (const [name, value] of Object.entries(properties)) {
          const kept = elements(profile[name]).filter((text) => text !== canonicalJson(value));
          expect(elements(after[name])).toEqual(kept);
        }
      }),
    );
  });

  it('changes nothing where the value is absent', () => {
    const profile = bag({ one: 'acme', list: ['a', 1], nothing: null });
    const properties = bag({ one: 'zeta', list: '1', nothing: 'x', missing: 'x' });
    expect(applyOperation(profile, { op: 'remove', properties })).toEqual(profile);
  });

  it('undoes a union of a new value', () => {
    const joined = applyOperation(bag({ company: ['a'] }), { op: 'union', properties: { company: ['b'] } });
    expect(applyOperation(joined, { op: 'remove', properties: { company: 'b' } })).toEqual(bag({ company: ['a'] }));
    expect(applyOperation(bag({ company: 'a' }), { op: 'remove', properties: { company: 'a' } })).toEqual(
      bag({ company: [] }),
    );
  });
});

describe('unset', () => {
  it('leaves nothing of what was set', () => {
    fc.assert(
      fc.property(anyProfile, bagOf(anyValue), (profile, properties) => {
        const names = Object.keys(properties);
        const set = applyOperation(profile, { op: 'set', properties });
        const after = applyOperation(set, { op: 'unset', names }) ?? emptyProperties();
        for (const name of names) expect(Object.hasOwn(after, name)).toBe(false);
        expect(after).toEqual(applyOperation(profile, { op: 'unset', names }));
      }),
    );
  });
});

describe('delete', () => {
  it('leaves no profile, and what comes after it starts anew', () => {
    fc.assert(
      fc.property(anyProfile, bagOf(anyValue), (profile, properties) => {
        const deleted = applyOperation(profile, { op: 'delete' });
        expect(deleted).toBeNull();
        expect(applyOperation(deleted, { op: 'set', properties })).toEqual(properties);
      }),
    );
  });
});
