/*
 * Questions that cannot be answered, and how questions of tests are written.
 */

export const days = 'range: { days: { from: "2026-03-02", to: "2026-03-06" } }';
export const visits = '{ names: ["visit"] }';
export const two = `steps: [{ event: ${visits} }, { event: ${visits} }]`;
export const count = `{ events: { event: ${visits}, measure: { count: EVENTS } } }`;
export const measured = (measure: string): string => `metrics: [{ events: { event: ${visits}, measure: ${measure} } }]`;
export const steps = (many: number): string =>
  `steps: [${Array.from({ length: many }, () => `{ event: ${visits} }`).join(', ')}]`;
export const isPro = '{ property: { name: "plan", is: { text: { isOneOf: ["pro"] } } } }';
export const [users, companies] = ['analyzeUsers', 'analyzeGroups(key: "company")'];

export type Path = ReadonlyArray<string | number>;
export type Mistake = readonly [what: string, question: string, path: Path];

export const insights = (question: string): string => `insights(question: { ${days}, ${question} }) { segmentCount }`;
export const funnel = (question: string): string => `funnel(question: { ${days}, ${question} }) { segmentCount }`;
export const retention = (question: string): string =>
  `retention(question: { ${days}, birth: ${visits}, returns: ${visits}, ${question} }) { segmentCount }`;
export const frequency = (question: string): string =>
  `frequency(question: { ${days}, event: ${visits}, ${question} }) { segmentCount }`;
export const lifecycle = (question: string): string =>
  `lifecycle(question: { ${days}, event: ${visits}, ${question} }) { segmentCount }`;
export const flows = (question: string): string =>
  `flows(question: { ${days}, anchor: ${visits}, ${question} }) { units }`;

/** Of users and of groups alike, with the place in the question. */
export const mistakes: readonly Mistake[] = [
  // The range.
  [
    'days in the wrong order',
    `insights(question: { range: { days: { from: "2026-03-06", to: "2026-03-02" } }, metrics: [${count}] }) { segmentCount }`,
    ['range'],
  ],
  [
    'moments in the wrong order',
    `insights(question: { range: { between: { from: "2026-03-06T00:00:00Z", to: "2026-03-02T00:00:00Z" } }, metrics: [${count}] }) { segmentCount }`,
    ['range'],
  ],
  [
    'a stretch without a moment',
    `flows(question: { range: { between: { from: "2026-03-02", to: "2026-03-02" } }, anchor: ${visits} }) { units }`,
    ['range'],
  ],
  [
    'a day that is none',
    `insights(question: { range: { days: { from: "2026-02-30", to: "2026-03-02" } }, metrics: [${count}] }) { segmentCount }`,
    ['range', 'days', 'from'],
  ],
  [
    'the last no days',
    `insights(question: { range: { last: { count: 0, unit: DAY } }, metrics: [${count}] }) { segmentCount }`,
    ['range', 'last', 'count'],
  ],
  [
    'more than 1,000 intervals',
    `insights(question: { range: { days: { from: "2026-01-01", to: "2026-12-31" } }, interval: HOUR, metrics: [${count}] }) { segmentCount }`,
    ['interval'],
  ],
  [
    'more than 1,000 intervals of birth',
    `retention(question: { range: { days: { from: "2020-01-01", to: "2026-12-31" } }, birth: ${visits}, returns: {} }) { segmentCount }`,
    ['unit'],
  ],
  [
    'more figures than an answer holds',
    `insights(question: { range: { last: { count: 1000, unit: HOUR } }, interval: HOUR, metrics: [${count}], breakdowns: [{ eventProperty: { name: "plan" } }], segmentLimit: 200 }) { segmentCount }`,
    [],
  ],

  // Segments.
  [
    'five breakdowns',
    insights(`metrics: [${count}], breakdowns: [${Array(5).fill('{ eventProperty: { name: "plan" } }').join(', ')}]`),
    ['breakdowns'],
  ],
  ['no segment', insights(`metrics: [${count}], segmentLimit: 0`), ['segmentLimit']],
  ['201 segments', funnel(`${two}, segmentLimit: 201`), ['segmentLimit']],
  [
    'buckets that do not ascend',
    insights(`metrics: [${count}], breakdowns: [{ eventProperty: { name: "seats", buckets: [10, 5] } }]`),
    ['breakdowns', 0, 'eventProperty', 'buckets'],
  ],
  [
    'the same bound of buckets twice',
    frequency('breakdowns: [{ eventProperty: { name: "seats", buckets: [5, 5] } }]'),
    ['breakdowns', 0, 'eventProperty', 'buckets'],
  ],
  [
    'no bound of buckets',
    retention('breakdowns: [{ eventProperty: { name: "seats", buckets: [] } }]'),
    ['breakdowns', 0, 'eventProperty', 'buckets'],
  ],
  [
    'a property without a name',
    insights(`metrics: [${count}], breakdowns: [{ eventProperty: { name: "" } }]`),
    ['breakdowns', 0, 'eventProperty', 'name'],
  ],
  ['life cycles divided by events', lifecycle('breakdowns: [{ eventProperty: { name: "plan" } }]'), ['breakdowns', 0]],

  // Insights.
  ['no metric', insights('metrics: []'), ['metrics']],
  ['21 metrics', insights(`metrics: [${Array(21).fill(count).join(', ')}]`), ['metrics']],
  [
    'no event',
    insights('metrics: [{ events: { event: { names: [] }, measure: { count: EVENTS } } }]'),
    ['metrics', 0, 'events', 'event', 'names'],
  ],
  [
    'percentile 101',
    insights(measured('{ property: { name: "price", aggregate: { function: PERCENTILE, percentile: 101 } } }')),
    ['metrics', 0, 'events', 'measure', 'property', 'aggregate', 'percentile'],
  ],
  [
    'a percentile without its number',
    insights(measured('{ eventsPerUnit: { function: PERCENTILE } }')),
    ['metrics', 0, 'events', 'measure', 'eventsPerUnit', 'percentile'],
  ],
  [
    'the percentile of a sum',
    insights(measured('{ eventsPerUnit: { function: SUM, percentile: 50 } }')),
    ['metrics', 0, 'events', 'measure', 'eventsPerUnit', 'percentile'],
  ],
  [
    'active units of 367 days',
    insights(measured('{ activeWithinDays: 367 }')),
    ['metrics', 0, 'events', 'measure', 'activeWithinDays'],
  ],
  ['cumulative means', insights(`metrics: [${count}], cumulative: true, rollingMean: 7`), ['rollingMean']],
  [
    'a cumulative median',
    insights(`${measured('{ property: { name: "price", aggregate: { function: MEDIAN } } }')}, cumulative: true`),
    ['metrics', 0, 'events', 'measure'],
  ],
  [
    'a formula that cannot be read',
    insights(`metrics: [${count}], formulas: [{ name: "rate", expression: "100 * (A" }]`),
    ['formulas', 0, 'expression'],
  ],

  [
    'a formula with the name of a metric',
    insights(`metrics: [${count}], formulas: [{ name: "B", expression: "A" }, { name: "A", expression: "A" }]`),
    ['formulas', 1],
  ],
  [
    'two metrics of one name',
    insights(`metrics: [${count.replace('{ events: {', '{ events: { name: "B",')}, ${count}]`),
    ['metrics', 1],
  ],
  [
    'a metric without a name',
    insights(`metrics: [${count.replace('{ events: {', '{ events: { name: "",')}]`),
    ['metrics', 0, 'events', 'name'],
  ],
  [
    'a formula without a name',
    insights(`metrics: [${count}], formulas: [{ name: "", expression: "A" }]`),
    ['formulas', 0, 'name'],
  ],
  [
    'percentile -1 of profiles',
    insights(
      'metrics: [{ profiles: { property: { name: "a", aggregate: { function: PERCENTILE, percentile: -1 } } } }]',
    ),
    ['metrics', 0, 'profiles', 'property', 'aggregate', 'percentile'],
  ],

  // Funnels.
  ['21 steps', funnel(steps(21)), ['steps']],
  ['one step', funnel(steps(1)), ['steps']],
  ['a window of 367 days', funnel(`${two}, window: { count: 367, unit: DAY }`), ['window']],
  ['a window of 0 seconds', funnel(`${two}, window: { count: 0, unit: SECOND }`), ['window']],
  ['a window that ends before it begins', funnel(`${two}, window: { count: -1, unit: DAY }`), ['window']],
  ['the attribution to a step that is not said', funnel(`${two}, attribution: STEP`), ['attributionStep']],
  ['a step for another attribution', funnel(`${two}, attribution: LAST, attributionStep: 1`), ['attributionStep']],
  ['four properties held constant', funnel(`${two}, holdConstant: ["a", "b", "c", "d"]`), ['holdConstant']],
  ['a time at percentile 101', funnel(`${two}, percentiles: [50, 101]`), ['percentiles', 1]],
  [
    'an exclusion after the last step',
    funnel(`${two}, exclusions: [{ event: {}, afterStep: 2, beforeStep: 3 }]`),
    ['exclusions', 0],
  ],
  [
    'exclusions where nothing may lie between',
    funnel(`${two}, order: STRICT, exclusions: [{ event: {}, afterStep: 1, beforeStep: 2 }]`),
    ['exclusions'],
  ],

  // Retention, frequency, flows.
  ['brackets that do not ascend', retention('brackets: [0, 3, 2]'), ['brackets', 2]],
  ['a rolling mean of one interval', insights(`metrics: [${count}], rollingMean: 1`), ['rollingMean']],
  ['attribution to a step that is none', funnel(`${two}, attribution: STEP, attributionStep: 3`), ['attributionStep']],
  ['brackets and buckets', retention('brackets: [0, 1, 3], buckets: 3'), ['brackets']],
  ['367 buckets', retention('buckets: 367'), ['buckets']],
  ['sums of all later buckets', retention('sumOf: "price", mode: ON_OR_AFTER'), ['sumOf']],
  ['days of days', frequency('active: DAY, interval: DAY'), ['active']],
  ['paths of nothing but the anchor', flows('before: 0, after: 0'), ['after']],
  ['six steps before the anchor', flows('before: 6'), ['before']],
  ['no event told by name', flows('eventLimit: 0'), ['eventLimit']],
  ['201 paths', flows('pathLimit: 201'), ['pathLimit']],
  ['a hidden event without a name', flows('hidden: [""]'), ['hidden', 0]],
  ['a window of flows of 367 days', flows('window: { count: 367, unit: DAY }'), ['window']],

  // Conditions.
  [
    'no value to compare with',
    insights(`metrics: [${count}], where: { property: { name: "plan", is: { text: { isOneOf: [] } } } }`),
    ['where', 'property', 'is', 'text', 'isOneOf'],
  ],
  [
    'a range of numbers in the wrong order',
    funnel(`${two}, where: { not: { property: { name: "price", is: { number: { between: { from: 2, to: 1 } } } } } }`),
    ['where', 'not', 'property', 'is', 'number', 'between'],
  ],
  [
    'a text with two operators',
    funnel(`${two}, where: { property: { name: "plan", is: { text: { contains: "a", endsWith: "b" } } } }`),
    ['where', 'property', 'is', 'text'],
  ],
  [
    'an object in a list',
    flows('where: { property: { name: "tags", is: { list: { anyOf: [{ a: 1 }] } } } }'),
    ['where', 'property', 'is', 'list', 'anyOf', 0],
  ],
  ['no condition to join', retention('where: { or: [] }'), ['where', 'or']],
];
