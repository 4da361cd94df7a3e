import type { AnyFlows } from './flows/bind.js';
import type { AnyFrequency } from './frequency/bind.js';
import type { AnyFunnel } from './funnel/bind.js';
import type { AnyInsights } from './insights/bind.js';
import type { AnyLifecycle } from './lifecycle/bind.js';
import type { AnyRetention } from './retention/bind.js';

/** The kinds of reports, and their questions as plain data. */
export interface Questions {
  readonly insights: AnyInsights;
  readonly funnel: AnyFunnel;
  readonly retention: AnyRetention;
  readonly frequency: AnyFrequency;
  readonly lifecycle: AnyLifecycle;
  readonly flows: AnyFlows;
}

export type ReportName = keyof Questions;

/** A question of one report. */
export interface QuestionOf<Report extends ReportName> {
  readonly report: Report;
  readonly question: Questions[Report];
}

/** A question of any report. */
export type AnyQuestion = { readonly [Report in ReportName]: QuestionOf<Report> }[ReportName];
