import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphqlContext } from '../context.js';
import { DateTimeScalar } from '../scalars/time.js';
import { CompanyKeyNode, GroupKeyNode } from '../types/group-key.js';
import { JobNode } from '../types/job.js';

const keyArg = {
  description: 'The group key: its name or its `dataGroupId`. Unknown: GROUP_KEY_UNKNOWN, with near matches.',
};

@Resolver()
export class GroupKeysResolver {
  @Query(() => [GroupKeyNode], {
    description: 'The project’s group keys in the order they were added, archived ones included.',
  })
  async groupKeys(@Ctx() { loaders }: GraphqlContext): Promise<GroupKeyNode[]> {
    return [...(await loaders.groupKeys())];
  }

  @Mutation(() => GroupKeyNode, {
    description:
      'Registers a group key. From the moment this answers, events that carry the property belong to its groups, and users whose profile has ' +
      'the property belong to them too, whenever it was written. Events that came before are attributed by `backfillGroupKey` only. ' +
      'Errors: GROUP_KEY_EXISTS, GROUP_KEY_INVALID (empty, longer than 255 characters, or reserved: `token`, `time`, `distinct_id` and ' +
      '`$…` names but `$group_id`), GROUP_KEY_LIMIT.',
  })
  addGroupKey(
    @Arg('key', () => String, {
      description: 'The exact name of the event property, 1 to 255 characters; case matters.',
    })
    key: string,
    @Arg('displayName', () => String, { description: 'The name people see, 1 to 255 characters.' }) displayName: string,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<GroupKeyNode> {
    return services.groupKeys.add(request, { key, displayName });
  }

  @Mutation(() => GroupKeyNode, {
    description:
      'Changes a group key’s display name; the key itself is for ever. Errors: GROUP_KEY_UNKNOWN, BAD_INPUT.',
  })
  renameGroupKey(
    @Arg('key', () => String, keyArg) key: string,
    @Arg('displayName', () => String, { description: 'The new name people see, 1 to 255 characters.' })
    displayName: string,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<GroupKeyNode> {
    return services.groupKeys.rename(request, key, displayName);
  }

  @Mutation(() => GroupKeyNode, {
    description:
      'Ends attribution by a group key: events that arrive from now on belong to none of its groups. What was attributed stays and can be asked ' +
      'for. Archiving twice changes nothing. Error: GROUP_KEY_UNKNOWN.',
  })
  archiveGroupKey(
    @Arg('key', () => String, keyArg) key: string,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<GroupKeyNode> {
    return services.groupKeys.archive(request, key);
  }

  @Mutation(() => GroupKeyNode, {
    description:
      'Takes an archived group key into use again, for events that arrive from now on. Error: GROUP_KEY_UNKNOWN.',
  })
  restoreGroupKey(
    @Arg('key', () => String, keyArg) key: string,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<GroupKeyNode> {
    return services.groupKeys.restore(request, key);
  }

  @Mutation(() => JobNode, {
    description:
      'Starts a job that attributes events which arrived before the group key was registered and carry its property. It can be started again without ' +
      'harm. Errors: GROUP_KEY_UNKNOWN, GROUP_KEY_ARCHIVED, JOB_CONFLICT (one is running for this key).',
  })
  backfillGroupKey(
    @Arg('key', () => String, keyArg) key: string,
    @Arg('from', () => DateTimeScalar, {
      nullable: true,
      description: 'Events from this moment on. Left out: all events.',
    })
    from: Date | null | undefined,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<JobNode> {
    return services.backfill.start(request, key, from ?? null);
  }

  @Query(() => JobNode, { description: 'One job: how far it is. Error: NOT_FOUND.' })
  job(
    @Arg('id', () => ID, { description: 'The id given when it was started.' }) id: string,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<JobNode> {
    return services.backfill.status(request.project.id, id);
  }

  @Query(() => [JobNode], { description: 'The project’s jobs, newest first.' })
  jobs(@Ctx() { services, request }: GraphqlContext): Promise<JobNode[]> {
    return services.backfill.list(request.project.id);
  }
}

@Resolver()
export class CompanyKeyResolver {
  @Query(() => CompanyKeyNode, { nullable: true, description: 'The company key, or null where none is set.' })
  companyKey(@Ctx() { loaders }: GraphqlContext): Promise<CompanyKeyNode | null> {
    return loaders.companyKey();
  }

  @Mutation(() => CompanyKeyNode, {
    description:
      'Makes a group key the company key. Errors: COMPANY_KEY_ALREADY_SET (to change it, unset it first), GROUP_KEY_UNKNOWN, ' +
      'GROUP_KEY_ARCHIVED.',
  })
  setCompanyKey(
    @Arg('groupKey', () => String, keyArg) groupKey: string,
    @Arg('nameProperty', () => String, {
      description: 'The group property that holds a company’s name; `Group.name` shows it.',
    })
    nameProperty: string,
    @Ctx() { services, request }: GraphqlContext,
  ): Promise<CompanyKeyNode> {
    return services.groupKeys.setCompanyKey(request, groupKey, nameProperty);
  }

  @Mutation(() => CompanyKeyNode, {
    description:
      'Makes no group key the company key, and gives the one that was. Profiles and attribution stay. Error: COMPANY_KEY_NOT_SET.',
  })
  unsetCompanyKey(@Ctx() { services, request }: GraphqlContext): Promise<CompanyKeyNode> {
    return services.groupKeys.unsetCompanyKey(request);
  }
}
