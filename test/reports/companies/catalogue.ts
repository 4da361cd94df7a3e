import { figuresOfNothing, kindOf } from '../../../src/reports/companies/figures.js';
import { figuresOfKind } from '../../../src/reports/companies/sql/figures.js';
import { type CompanyOrder, type Place, pageOfGroups } from '../../../src/reports/companies/sql/list.js';
import type { Query } from '../../../src/warehouse/sql/nodes.js';
import { bindingFor } from '../support/bound-questions.js';

const binding = bindingFor('companies');
const ids = ['acme', 'beta'];
const scope = { projectId: 7, groupKeyId: 1_000 };

function page(by: CompanyOrder['by'], direction: CompanyOrder['direction'], after: Place | null = null): Query {
  const kind = kindOf(by);
  const names = Object.keys(figuresOfNothing[kind]);
  return pageOfGroups(scope, figuresOfKind(kind, binding, null), names, { by, direction }, { after, limit: 51 });
}

/** The list by a figure of each kind, the pages after the first, and the figures of the companies of a page. */
export const companies: Readonly<Record<string, Query>> = {
  'by-activity': page('monthlyActiveUsers', 'DESC'),
  'by-lifecycle': page('newUsers', 'ASC'),
  'by-retention': page('day1Retention', 'DESC'),
  'after-a-figure': page('week1Retention', 'ASC', [0.5, 'acme']),
  'after-none': page('month1Retention', 'DESC', [null, 'acme']),
  'activity-of-page': figuresOfKind('activity', binding, ids),
  'lifecycle-of-page': figuresOfKind('lifecycle', binding, ids),
  'retention-of-page': figuresOfKind('retention', binding, ids),
};
