import { buildSchema, type GraphQLError, getVariableValues, parse } from 'graphql';
import { fieldBelow, suggestionsIn, wordsOf } from '../../src/graphql/errors/words.js';

/*
 * Facts that GraphQL's errors tell in their words only, read out of words that GraphQL itself makes.
 */

const schema = buildSchema(`
  type Query { ask(of: Outer): Int }
  input Outer { name: String, list: [Inner!], deep: [[Outer]], kind: Kind, at_2: Int }
  input Inner { count: Int!, cousin: Int, counts: Int, counted: Int }
  enum Kind { DAY DAYS DAZE WEEK }
`);

function errorsOf(value: unknown): readonly GraphQLError[] {
  const [operation] = parse('query ($asked_1: Outer!) { ask(of: $asked_1) }').definitions;
  if (operation?.kind !== 'OperationDefinition') throw new Error('it is an operation');
  return getVariableValues(schema, operation.variableDefinitions ?? [], { asked_1: value }).errors ?? [];
}

const wordsAbout = (value: unknown) => errorsOf(value).map(wordsOf);

describe('the words of an error', () => {
  it.each<[unknown, Array<string | number>]>([
    [5, []],
    [{ name: 5 }, ['name']],
    [{ at_2: 'a' }, ['at_2']],
    [{ list: [{ count: 1 }, { count: 'a' }] }, ['list', 1, 'count']],
    [{ list: { count: 'a' } }, ['list', 'count']],
    [{ deep: [[], [{}, { deep: [[{ name: [] }]] }]] }, ['deep', 1, 1, 'deep', 0, 0, 'name']],
  ])('about %j tell the variable and the place', (value, place) => {
    const [words] = wordsAbout(value);
    expect(words?.variable).toEqual({ name: 'asked_1', place });
    expect(words?.reason).not.toContain('Variable');
  });

  it.each(['x" at "asked_1.list[0]"; Field', ' at "asked_1.list', '; ', 'a" at "b'])(
    'are not deceived by a value like %j',
    (text) => {
      for (const value of [text, [text], { [text]: text }, { name: { [text]: text } }, { name: [text] }]) {
        for (const { variable } of wordsAbout(value)) {
          const isOfName = typeof value === 'object' && 'name' in value;
          expect(variable).toEqual({ name: 'asked_1', place: isOfName ? ['name'] : [] });
        }
      }
    },
  );

  it('are read quickly, however long the value is', () => {
    const startedAt = performance.now();
    for (const text of [' at "a'.repeat(200_000), `{ at "${'a'.repeat(1_000_000)}`])
      wordsAbout({ name: { [text]: text } });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('tell the field that is missing, or unknown', () => {
    expect(wordsAbout({ list: [{}] }).map(({ reason }) => fieldBelow(reason))).toEqual(['count']);
    expect(wordsAbout({ naem: 1 }).map(({ reason }) => fieldBelow(reason))).toEqual(['naem']);
    expect(wordsAbout({ name: 1 }).map(({ reason }) => fieldBelow(reason))).toEqual([undefined]);
  });

  it.each<[unknown, string[]]>([
    [{ naem: 1 }, ['name']],
    [{ kind: 'DAI' }, ['DAY', 'DAYS', 'DAZE']],
    [{ kind: 'WEEKS' }, ['WEEK']],
    [{ kind: 'Did you mean "this"?' }, []],
    [{ list: [{ count: 1, coun: 1 }] }, ['count', 'counts', 'cousin']],
    [{ name: ['Did you mean "this"?'] }, []],
    [{ zzz: 'Did you mean "this"?' }, []],
  ])('about %j tell what may have been meant', (value, names) => {
    const suggested = wordsAbout(value).flatMap(({ reason }) => suggestionsIn(reason));
    expect(suggested.toSorted()).toEqual(names.toSorted());
  });
});
