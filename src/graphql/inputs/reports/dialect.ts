import type { AnalysisTypes, EventChoice, OfGroups, OfUsers } from '../../../reports/question/question.js';
import { given, type Path } from '../path.js';
import type { GroupBreakdownInput, UserBreakdownInput } from './breakdowns.js';
import type {
  GroupEventChoiceInput,
  GroupEventFilterInput,
  UserEventChoiceInput,
  UserEventFilterInput,
} from './event-filters.js';
import { toGroupBreakdown, toUserBreakdown } from './to-breakdown.js';
import { toGroupChoice, toGroupWhere, toUserChoice, toUserWhere } from './to-event-filter.js';

/** How the inputs of one analysis become plain data; a report's question is read the same way in both. */
export interface Dialect<Of extends AnalysisTypes, Choice, Where, Breakdown> {
  readonly choice: (input: Choice, path: Path) => EventChoice<Of['where']>;
  readonly where: (input: Where, path: Path) => Of['where'];
  readonly breakdown: (input: Breakdown, path: Path) => Of['breakdown'];
}

export const userDialect: Dialect<OfUsers, UserEventChoiceInput, UserEventFilterInput, UserBreakdownInput> = {
  choice: toUserChoice,
  where: toUserWhere,
  breakdown: toUserBreakdown,
};

export const groupDialect: Dialect<OfGroups, GroupEventChoiceInput, GroupEventFilterInput, GroupBreakdownInput> = {
  choice: toGroupChoice,
  where: toGroupWhere,
  breakdown: toGroupBreakdown,
};

/** Conditions that may be left out. */
export const whereOf = <Of extends AnalysisTypes, Where>(
  where: Where | null | undefined,
  dialect: Pick<Dialect<Of, never, Where, never>, 'where'>,
  path: Path,
): Of['where'] | null => (given(where) ? dialect.where(where, [...path, 'where']) : null);

/** What a report is divided by. */
export const segmentsOf = <Of extends AnalysisTypes, Breakdown>(
  input: { readonly breakdowns: readonly Breakdown[]; readonly segmentLimit: number },
  dialect: Pick<Dialect<Of, never, never, Breakdown>, 'breakdown'>,
  path: Path,
): { readonly by: ReadonlyArray<Of['breakdown']>; readonly limit: number } => ({
  by: input.breakdowns.map((one, index) => dialect.breakdown(one, [...path, 'breakdowns', index])),
  limit: input.segmentLimit,
});
