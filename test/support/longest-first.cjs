const { default: Sequencer } = require('@jest/test-sequencer');

/** Suites that take longest although their files are small: begun last, one alone would keep a run waiting. */
const longest = [
  'reports/companies/meaning',
  'end-to-end/kill',
  'cohorts/meaning',
  'http/exports/large',
  'cohorts/attacks',
  'contract/mixpanel-browser-outages',
  'reports/insights/meaning',
  'http/imports/bounded',
  'reports/catalogue',
  'cohorts/catalogue',
];

const placeOf = ({ path }) => longest.findIndex((suite) => path.endsWith(`test/${suite}.test.ts`)) >>> 0;

/** Jest's order, by size of the file while it knows no times, but for these, which come first. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => placeOf(a) - placeOf(b));
  }
};
