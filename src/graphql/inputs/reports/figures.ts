import { Field } from 'type-graphql';
import type { GroupFigure, UserFigure } from '../../../cohorts/filter.js';
import { GroupFilterInput, UserFilterInput } from '../filters.js';
import { badInput, given, type Path } from '../path.js';
import { GroupReportFigureInput, toGroupQuestion, toUserQuestion, UserFigureInput } from './questions.js';

/*
 * The filters of users and groups have a branch for figures of reports, whose questions have such filters again. A module of
 * either sort of class needs the other's classes as soon as it is loaded, so that branch is added here, after both.
 */
Field(() => UserFigureInput, {
  nullable: true,
  description:
    'Is one of the users behind a figure of a report, as the report would be answered now. BAD_INPUT for one that counts groups.',
})(UserFilterInput.prototype, 'behind');

Field(() => GroupReportFigureInput, {
  nullable: true,
  description:
    'Is one of the groups behind a figure of a report on the same group key, as the report would be answered now. BAD_INPUT for one that counts users.',
})(GroupFilterInput.prototype, 'behind');

/** A figure of a report on groups as plain data. @throws MusterError BAD_INPUT with the place */
export const toGroupFigure = ({ key, question, point }: GroupReportFigureInput, path: Path): GroupFigure => ({
  subject: { unit: 'GROUPS', groupKey: key },
  ...toGroupQuestion(question, [...path, 'question']),
  point,
});

/** A figure that counts users as plain data. @throws MusterError BAD_INPUT with the place */
export function toUserFigure({ users, groups }: UserFigureInput, path: Path): UserFigure {
  if (given(groups)) return toGroupFigure(groups, [...path, 'groups']);
  if (!given(users)) throw badInput(path, 'Give exactly one of users, groups.');
  return {
    subject: { unit: 'USERS' },
    ...toUserQuestion(users.question, [...path, 'users', 'question']),
    point: users.point,
  };
}
