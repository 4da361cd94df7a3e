import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { GivenQuestion } from '../../../reports/saved-reports.js';
import type { GraphqlContext } from '../../context.js';
import { groupQuestionOf, userQuestionOf } from '../../from-json.js';
import {
  GroupReportQuestionInput,
  toGroupQuestion,
  toUserQuestion,
  UserReportQuestionInput,
} from '../../inputs/reports/questions.js';
import { GroupKeyNode } from '../../types/group-key.js';
import { ReportNode } from '../../types/reports/report.js';
import { DeletedReportNode, ReportKindEnum, SavedReportNode } from '../../types/reports/saved.js';
import { reportCost } from '../pages.js';
import { reportOf } from './answers.js';

const nameArg = { description: 'Its name, 1 to 255 characters.' };
const newNameArg = { nullable: true, description: 'The new name, 1 to 255 characters. Left out: stays.' };
const descriptionArg = { defaultValue: '', description: 'What it is for. Default: empty.' };
const newDescriptionArg = { nullable: true, description: 'What it is for. Left out: stays.' };
const questionArg = { description: 'The question. Times relative to now are relative to when it is asked.' };
const newQuestionArg = { nullable: true, description: 'The new question. Left out: stays.' };
const idArg = { description: 'Its id.' };
const errors =
  'Errors: BAD_INPUT, GROUP_KEY_UNKNOWN, NOT_FOUND and COHORT_WRONG_UNIT for what the question names, with `path`.';

/** A question on users to be kept: as JSON, in which moments are texts. */
const ofUsers = (question: UserReportQuestionInput): GivenQuestion => ({
  input: JSON.parse(JSON.stringify(question)),
  asked: toUserQuestion(question, ['question']),
});

const ofGroups = (question: GroupReportQuestionInput): GivenQuestion => ({
  input: JSON.parse(JSON.stringify(question)),
  asked: toGroupQuestion(question, ['question']),
});

/** Null and left out both mean: stays. */
const changeOf = (name: string | null | undefined, description: string | null | undefined) => ({
  ...(typeof name === 'string' ? { name } : {}),
  ...(typeof description === 'string' ? { description } : {}),
});

@Resolver(() => SavedReportNode)
export class SavedReportsResolver {
  @Query(() => [SavedReportNode], { description: 'The saved reports, in the order they were created.' })
  async savedReports(@Ctx() { services, request }: GraphqlContext): Promise<SavedReportNode[]> {
    return [...(await services.savedReports.list(request))];
  }

  @Query(() => SavedReportNode, { description: 'One saved report. Error: NOT_FOUND.' })
  savedReport(
    @Arg('id', () => ID, idArg) id: string,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<SavedReportNode> {
    return services.savedReports.byId(request, id);
  }

  @Mutation(() => SavedReportNode, { description: `Saves a question on users. ${errors}` })
  createUserReport(
    @Arg('name', () => String, nameArg) name: string,
    @Arg('question', () => UserReportQuestionInput, questionArg) question: UserReportQuestionInput,
    @Arg('description', () => String, descriptionArg) description: string,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<SavedReportNode> {
    return services.savedReports.create(request, { unit: 'USERS' }, { name, description, question: ofUsers(question) });
  }

  @Mutation(() => SavedReportNode, { description: `Saves a question on the groups of a key. ${errors}` })
  async createGroupReport(
    @Arg('key', () => String, { description: 'The group key: its name or its `dataGroupId`.' }) key: string,
    @Arg('name', () => String, nameArg) name: string,
    @Arg('question', () => GroupReportQuestionInput, questionArg) question: GroupReportQuestionInput,
    @Arg('description', () => String, descriptionArg) description: string,
    @Ctx() { services, request, loaders }: GraphqlContext,
  ): Promise<SavedReportNode> {
    const given = ofGroups(question);
    const groupKey = await loaders.groupKey(key, ['key']);
    return services.savedReports.create(request, { unit: 'GROUPS', groupKey }, { name, description, question: given });
  }

  @Mutation(() => SavedReportNode, {
    description: `Changes a saved report on users; what is left out stays. NOT_FOUND; BAD_INPUT for a report on groups. ${errors}`,
  })
  updateUserReport(
    @Arg('id', () => ID, idArg) id: string,
    @Arg('name', () => String, newNameArg) name: string | null | undefined,
    @Arg('question', () => UserReportQuestionInput, newQuestionArg) question:
      | UserReportQuestionInput
      | null
      | undefined,
    @Arg('description', () => String, newDescriptionArg) description: string | null | undefined,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<SavedReportNode> {
    const change = { ...changeOf(name, description), ...(question ? { question: ofUsers(question) } : {}) };
    return services.savedReports.update(request, id, 'USERS', change);
  }

  @Mutation(() => SavedReportNode, {
    description: `Changes a saved report on groups; what is left out stays, the group key always. NOT_FOUND; BAD_INPUT for a report on users. ${errors}`,
  })
  updateGroupReport(
    @Arg('id', () => ID, idArg) id: string,
    @Arg('name', () => String, newNameArg) name: string | null | undefined,
    @Arg('question', () => GroupReportQuestionInput, newQuestionArg)
    question: GroupReportQuestionInput | null | undefined,
    @Arg('description', () => String, newDescriptionArg) description: string | null | undefined,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<SavedReportNode> {
    const change = { ...changeOf(name, description), ...(question ? { question: ofGroups(question) } : {}) };
    return services.savedReports.update(request, id, 'GROUPS', change);
  }

  @Mutation(() => DeletedReportNode, { description: 'Deletes a saved report. Error: NOT_FOUND.' })
  async deleteReport(
    @Arg('id', () => ID, idArg) id: string,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<DeletedReportNode> {
    await services.savedReports.delete(request, id);
    return { id };
  }
}

@Resolver(() => SavedReportNode)
export class SavedReportResolver {
  @FieldResolver(() => GroupKeyNode, {
    nullable: true,
    description: 'Whose groups it is about; null: it is about users.',
  })
  key(@Root() { groupKey }: SavedReportNode): GroupKeyNode | null {
    return groupKey;
  }

  @FieldResolver(() => ReportKindEnum.values, { description: 'Which report it is.' })
  kind(@Root() { report }: SavedReportNode): string {
    return report.toUpperCase();
  }

  @FieldResolver(() => ReportNode, {
    complexity: reportCost,
    description: `The report, asked for now; \`... on FunnelReport\` and its like lead to the figures. ${errors}`,
  })
  run(@Root() { groupKey, input }: SavedReportNode, @Ctx() context: GraphqlContext): Promise<ReportNode> {
    if (groupKey === null) return reportOf(context, { unit: 'USERS' }, userQuestionOf(input, ['question']));
    return reportOf(context, { unit: 'GROUPS', groupKey }, groupQuestionOf(input, ['question']));
  }
}
