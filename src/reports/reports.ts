import { Insights } from './insights/insights.js';
import type { ReportParts } from './subject.js';

/** Every report there is. */
export class Reports {
  readonly insights: Insights;

  constructor(parts: ReportParts) {
    this.insights = new Insights(parts);
  }
}
