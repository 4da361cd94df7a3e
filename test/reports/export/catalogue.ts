import { parseExpression } from '../../../src/cohorts/expressions/parse.js';
import {
  eventsOfUsers,
  firstEvents,
  placeOfEvent,
  type Stretch,
} from '../../../src/reports/export/event-statements.js';
import type { Query } from '../../../src/warehouse/sql/nodes.js';

/*
 * Questions of the raw export whose SQL is kept in test/sql/export.
 */

const everything: Stretch = {
  projectId: 7,
  names: null,
  from: Date.UTC(2026, 0, 1),
  to: Date.UTC(2026, 1, 1),
  after: null,
  upTo: null,
};
const first = { timeMs: Date.UTC(2026, 0, 5), eventId: '00000000-0000-0000-0000-000000000001' };
const last = { timeMs: Date.UTC(2026, 0, 6), eventId: '00000000-0000-0000-0000-000000000002' };

/** File name without ending, and the question. */
export const catalogue: Readonly<Record<string, Query>> = {
  'events-first': firstEvents(everything, null, 10_000),
  'events-after': firstEvents({ ...everything, after: first }, null, 10_000),
  'events-by-name': firstEvents({ ...everything, names: ['Order placed', 'Signed up'] }, null, 10_000),
  'events-by-expression': firstEvents(
    everything,
    parseExpression('properties["seats"] > 5 and properties["$user_id"] == "ann"'),
    10_000,
  ),
  'events-end-of-stretch': placeOfEvent({ ...everything, after: first }, 10_000),
  'events-by-user-property': eventsOfUsers(
    { ...everything, names: ['Order placed'], after: first, upTo: last },
    parseExpression('user["plan"] == "pro" and properties["seats"] > 5'),
  ),
  'events-by-canonical-id': eventsOfUsers(
    { ...everything, upTo: last },
    parseExpression('properties["distinct_id"] == "ann" and defined(properties["$distinct_id_before_identity"])'),
  ),
};
