import type { Query } from '../../src/warehouse/sql/nodes.js';
import { behind } from './behind/catalogue.js';
import { companies } from './companies/catalogue.js';
import { flows } from './flows/catalogue.js';
import { frequency } from './frequency/catalogue.js';
import { funnels } from './funnel/catalogue.js';
import { insights } from './insights/catalogue.js';
import { conditions } from './insights/catalogue-conditions.js';
import { segments } from './insights/catalogue-segments.js';
import { lifecycle } from './lifecycle/catalogue.js';
import { retention } from './retention/catalogue.js';

/*
 * Questions of reports whose SQL is kept in test/sql/reports, so that a change of it is seen in review. Every statement that
 * an answer is made of is in here, for both analyses, and so is who is behind each kind of figure.
 */

const all = { insights, segments, conditions, funnels, retention, frequency, lifecycle, flows, behind, companies };

/** File name without ending, and the question. */
export const catalogue: Readonly<Record<string, Query>> = Object.fromEntries(
  Object.entries(all).flatMap(([part, questions]) =>
    Object.entries(questions).map(([name, question]) => [`${part}-${name}`, question]),
  ),
);
