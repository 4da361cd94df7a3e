import { z } from 'zod';
import type { CatalogTransaction } from '../catalog/catalog.js';
import type { SavedReportRow } from '../catalog/repositories/saved-reports.js';
import { badInput } from '../cohorts/bind-checks.js';
import { cohortsNamedIn } from '../cohorts/cohort-references.js';
import type { CohortReader } from '../cohorts/scope.js';
import { MusterError } from '../core/errors.js';
import { newObjectId } from '../core/ids.js';
import { checkedDescription, checkedName } from '../core/labels.js';
import type { GroupKey, RequestContext, Unit } from '../core/model.js';
import { authorize } from '../projects/permissions.js';
import type { AnyQuestion, ReportName } from './any-question.js';
import { bindAny } from './bind-any.js';
import { bindingOf, type ReportParts, type ReportSubject } from './subject.js';

/** A question as it was given, and what it means. */
export interface GivenQuestion {
  /** As the API takes it: JSON, with times relative to when it is asked. */
  readonly input: unknown;
  readonly asked: AnyQuestion;
}

/** A report kept under a name. Its answer is asked for anew each time. */
export interface SavedReport {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** The key whose groups are analysed; null: users are. */
  readonly groupKey: GroupKey | null;
  readonly report: ReportName;
  /** As the API takes it. */
  readonly input: unknown;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What is to be changed; what is left out stays. */
export interface ReportChange {
  readonly name?: string;
  readonly description?: string;
  readonly question?: GivenQuestion;
}

interface SavedReportsParts extends ReportParts {
  readonly catalog: {
    readonly read: {
      readonly cohorts: CohortReader;
      readonly savedReports: Pick<CatalogTransaction['savedReports'], 'byId' | 'list'>;
    };
    write<T>(work: (transaction: CatalogTransaction) => Promise<T>): Promise<T>;
  };
}

/** Bytes of a question's JSON. */
const maxQuestionBytes = 1_048_576;
const path = ['question'];

/** Raised when the form of stored questions changes; older ones are then read by their own shape. */
const version = 1;
const stored = z.strictObject({
  version: z.literal(version),
  report: z.enum(['insights', 'funnel', 'retention', 'frequency', 'lifecycle', 'flows']),
  input: z.unknown(),
  /** The saved cohorts it uses. */
  cohorts: z.array(z.string()),
});

/** The saved cohorts that a stored question uses. Throws on a text that this file has not written. */
export const cohortsOfReport = ({ question }: SavedReportRow): readonly string[] =>
  stored.parse(JSON.parse(question)).cohorts;

/** Questions kept under a name. Each is bound before it is stored, so that none is kept that could not be asked then. */
export class SavedReports {
  constructor(private readonly parts: SavedReportsParts) {}

  /**
   * Saves a question.
   * @throws MusterError FORBIDDEN; what binding the question throws, with the path; BAD_INPUT
   */
  async create(
    ctx: RequestContext,
    subject: ReportSubject,
    { name, description, question }: Required<ReportChange>,
  ): Promise<SavedReport> {
    authorize(ctx.actor, 'SAVE_REPORTS');
    await this.#check(ctx, subject, question.asked);
    const now = this.parts.clock.now();
    const row: SavedReportRow = {
      id: newObjectId('report'),
      projectId: ctx.project.id,
      name: checkedName(name, 'a report'),
      description: checkedDescription(description),
      unit: subject.unit,
      groupKeyId: subject.unit === 'USERS' ? null : subject.groupKey.id,
      question: toText(question),
      createdAt: now,
      updatedAt: now,
    };
    await this.parts.catalog.write((tx) => this.#store(tx, row, (change) => change.insert(row)));
    return savedReport(row, subject.unit === 'USERS' ? [] : [subject.groupKey]);
  }

  /**
   * Changes a saved report of this unit; its group key stays.
   * @throws MusterError NOT_FOUND; BAD_INPUT for one of the other unit; what creating throws
   */
  async update(ctx: RequestContext, id: string, unit: Unit, change: ReportChange): Promise<SavedReport> {
    authorize(ctx.actor, 'SAVE_REPORTS');
    const groupKeys = await this.parts.groupKeys.list(ctx.project.id);
    const before = await this.parts.catalog.read.savedReports.byId(ctx.project.id, id);
    if (before === null) throw notFound();
    if (before.unit !== unit) throw wrongUnit(before.unit);
    if (change.question !== undefined) await this.#check(ctx, subjectOf(before, groupKeys), change.question.asked);
    return this.parts.catalog.write(async (tx) => {
      const row = await tx.savedReports.byId(ctx.project.id, id);
      if (row === null) throw notFound();
      const changed: SavedReportRow = {
        ...row,
        ...(change.name === undefined ? {} : { name: checkedName(change.name, 'a report') }),
        ...(change.description === undefined ? {} : { description: checkedDescription(change.description) }),
        ...(change.question === undefined ? {} : { question: toText(change.question) }),
        updatedAt: this.parts.clock.now(),
      };
      await this.#store(tx, changed, (reports) => reports.update(changed));
      return savedReport(changed, groupKeys);
    });
  }

  /** @throws MusterError FORBIDDEN, NOT_FOUND */
  async delete(ctx: RequestContext, id: string): Promise<void> {
    authorize(ctx.actor, 'SAVE_REPORTS');
    const wasThere = await this.parts.catalog.write((tx) => tx.savedReports.remove(ctx.project.id, id));
    if (!wasThere) throw notFound();
  }

  /** @throws MusterError FORBIDDEN, NOT_FOUND */
  async byId(ctx: RequestContext, id: string): Promise<SavedReport> {
    authorize(ctx.actor, 'READ');
    const row = await this.parts.catalog.read.savedReports.byId(ctx.project.id, id);
    if (row === null) throw notFound();
    return savedReport(row, await this.parts.groupKeys.list(ctx.project.id));
  }

  /** The project's saved reports, oldest first. */
  async list(ctx: RequestContext): Promise<readonly SavedReport[]> {
    authorize(ctx.actor, 'READ');
    const rows = await this.parts.catalog.read.savedReports.list(ctx.project.id);
    const groupKeys = await this.parts.groupKeys.list(ctx.project.id);
    return rows.map((row) => savedReport(row, groupKeys));
  }

  async #check(ctx: RequestContext, subject: ReportSubject, asked: AnyQuestion): Promise<void> {
    bindAny(asked, await bindingOf(this.parts, ctx, subject, asked.question), path);
  }

  /** Stores a row, unless a cohort it uses has been deleted since its question was checked. */
  async #store(
    tx: CatalogTransaction,
    row: SavedReportRow,
    write: (reports: CatalogTransaction['savedReports']) => Promise<void>,
  ): Promise<void> {
    await tx.projects.lock(row.projectId);
    const used = cohortsOfReport(row);
    const found = await tx.cohorts.byIds(row.projectId, used);
    if (found.size < used.length) {
      throw new MusterError('NOT_FOUND', 'The question uses a saved cohort that is not there.', { path });
    }
    await write(tx.savedReports);
  }
}

function toText({ input, asked }: GivenQuestion): string {
  const text = JSON.stringify({ version, report: asked.report, input, cohorts: [...cohortsNamedIn(asked.question)] });
  if (Buffer.byteLength(text) <= maxQuestionBytes) return text;
  throw badInput('The question is too large to be saved: name fewer or shorter values.', path);
}

function savedReport(row: SavedReportRow, groupKeys: readonly GroupKey[]): SavedReport {
  const { report, input } = stored.parse(JSON.parse(row.question));
  const { id, name, description, createdAt, updatedAt } = row;
  const subject = subjectOf(row, groupKeys);
  const groupKey = subject.unit === 'USERS' ? null : subject.groupKey;
  const times = { createdAt: new Date(createdAt), updatedAt: new Date(updatedAt) };
  return { id, name, description, groupKey, report, input, ...times };
}

function subjectOf({ id, unit, groupKeyId }: SavedReportRow, groupKeys: readonly GroupKey[]): ReportSubject {
  if (unit === 'USERS') return { unit };
  const groupKey = groupKeys.find((key) => key.id === groupKeyId);
  if (groupKey === undefined) throw new Error(`the saved report ${id} of groups has no group key`);
  return { unit, groupKey };
}

const notFound = (): MusterError =>
  new MusterError('NOT_FOUND', 'There is no saved report with this id in this project.', { path: ['id'] });

const wrongUnit = (unit: Unit): MusterError =>
  new MusterError('BAD_INPUT', `This is a report on ${unit === 'USERS' ? 'users' : 'groups'}.`, { path: ['id'] });
