import { didYouMean, nearMatches } from '../../src/core/near-matches.js';

describe('near matches', () => {
  const known = ['company_id', 'workspace_id', 'team', 'organization'];

  it('find a name written in another case or with a slip', () => {
    expect(nearMatches('Company_ID', known)).toEqual(['company_id']);
    expect(nearMatches('organisation', known)).toEqual(['organization']);
  });

  it('find a name that contains what was asked', () => {
    expect(nearMatches('company', known)).toEqual(['company_id']);
  });

  it('do not guess wildly', () => {
    expect(nearMatches('playlist', known)).toEqual([]);
  });
});

describe('the question for what was meant', () => {
  it('names all of the near matches, and is left out where there are none', () => {
    expect(didYouMean(['company', 'co"m'])).toBe(' Did you mean "company" or "co\\"m"?');
    expect(didYouMean([])).toBe('');
  });
});
