import { MusterError } from '../../core/errors.js';
import type { ProfileItem } from '../../profiles/profile-service.js';
import type { GraphqlContext } from '../context.js';
import type { GroupNode } from '../types/group.js';
import type { ProfileResultNode } from '../types/profile-result.js';
import type { UserNode } from '../types/user.js';

/** The user of an item: a device that belongs to a user means that user, unless the item says otherwise. */
async function userOf({ services, request }: GraphqlContext, item: ProfileItem): Promise<UserNode | null> {
  if (item.subject.kind !== 'user') return null;
  const distinctId = String(item.subject.distinctId);
  const canonical = await services.identity.canonicalIds(request.project.id, [distinctId]);
  return { distinctId: canonical.get(distinctId) ?? distinctId };
}

async function groupOf({ services, request }: GraphqlContext, item: ProfileItem): Promise<GroupNode | null> {
  if (item.subject.kind !== 'group') return null;
  const groupKey = await services.groupKeys.resolve(request.project.id, item.subject.groupKey, ['groupKey']);
  return { groupKey, id: String(item.subject.groupId) };
}

/**
 * Applies one operation. What a batch answers as an outcome is thrown here, as there is nothing else in the request.
 *
 * @throws MusterError with the code of the refusal; nothing was changed then.
 */
export async function applyOne(context: GraphqlContext, item: ProfileItem): Promise<ProfileResultNode> {
  const [outcome] = await context.services.profiles.apply(context.request, [item]);
  if (outcome?.status === 'REFUSED') {
    const { code, message, field, nearMatches } = outcome;
    throw new MusterError(code, message, {
      ...(field === '' ? {} : { path: field.split('.') }),
      ...(nearMatches.length === 0 ? {} : { nearMatches }),
    });
  }
  const [changedUser, changedGroup] = await Promise.all([userOf(context, item), groupOf(context, item)]);
  return { applied: true, duplicate: outcome?.status === 'DUPLICATE', changedUser, changedGroup };
}
