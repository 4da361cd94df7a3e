import type { FigureBinder } from '../cohorts/bind.js';
import type { UserFigure } from '../cohorts/filter.js';
import { loadScope } from '../cohorts/scope.js';
import type { GroupKey, RequestContext } from '../core/model.js';
import { authorize } from '../projects/permissions.js';
import { Companies } from './companies/companies.js';
import { ActivityFeed } from './feed/feed.js';
import { Flows } from './flows/flows.js';
import { Frequency } from './frequency/frequency.js';
import { Funnel } from './funnel/funnel.js';
import { Insights } from './insights/insights.js';
import { Lifecycle } from './lifecycle/lifecycle.js';
import { EventNames } from './names/event-names.js';
import { Retention } from './retention/retention.js';
import type { ReportParts } from './subject.js';

/** Every report there is, and what there is to ask them about. */
export class Reports {
  readonly insights: Insights;
  readonly funnel: Funnel;
  readonly retention: Retention;
  readonly frequency: Frequency;
  readonly lifecycle: Lifecycle;
  readonly flows: Flows;
  readonly feed: ActivityFeed;
  readonly companies: Companies;
  readonly names: EventNames;

  constructor(private readonly parts: ReportParts) {
    this.insights = new Insights(parts);
    this.funnel = new Funnel(parts);
    this.retention = new Retention(parts);
    this.frequency = new Frequency(parts);
    this.lifecycle = new Lifecycle(parts);
    this.flows = new Flows(parts);
    this.feed = new ActivityFeed(parts);
    this.companies = new Companies(parts);
    this.names = new EventNames(parts);
  }

  /**
   * What a figure counts: users (null), or the groups of a key. Who they are is a list with the filter `behind`.
   * @throws MusterError FORBIDDEN; those of binding its question; BAD_INPUT if the question has no such figure
   */
  async countedBy(ctx: RequestContext, figure: UserFigure): Promise<GroupKey | null> {
    authorize(ctx.actor, 'READ');
    const { catalog, clock } = this.parts;
    const groupKeys = await this.parts.groupKeys.list(ctx.project.id);
    const figures: FigureBinder = this.parts.figuresIn(ctx.project);
    const given = { now: clock.now(), groupKeys, figures };
    const scope = await loadScope(ctx.project.id, figure.question, given, catalog.read.cohorts);
    const { of } = figures(figure, scope, { key: ['key'], question: ['question'], point: ['id'] });
    return of === 'USERS' ? null : (groupKeys.find(({ id }) => id === of) ?? null);
  }
}
