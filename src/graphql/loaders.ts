import DataLoader from 'dataloader';
import type { GroupReference, Seen } from '../cohorts/cohorts.js';
import type { CompanyKey, GroupKey, RequestContext } from '../core/model.js';
import { userSubject } from '../profiles/copy-rows.js';
import type { ProfileService } from '../profiles/profile-service.js';
import { findGroupKey } from '../projects/find-group-key.js';
import type { Services } from './context.js';

/** One profile as the catalog has it. */
export type Profile = Awaited<ReturnType<ProfileService['load']>> extends Map<string, infer Row> ? Row : never;

const refName = ({ groupKeyId, groupId }: GroupReference): string => `${groupKeyId} ${groupId}`;

/** Loads the profiles of groups: one question for each key among them, whatever the number of groups. */
async function loadGroupProfiles(
  services: Services,
  projectId: number,
  refs: readonly GroupReference[],
): Promise<Array<Profile | null>> {
  const idsByKey = new Map<number, string[]>();
  for (const { groupKeyId, groupId } of refs) {
    const ids = idsByKey.get(groupKeyId);
    if (ids === undefined) idsByKey.set(groupKeyId, [groupId]);
    else ids.push(groupId);
  }
  const loaded = await Promise.all(
    [...idsByKey].map(async ([key, ids]) => [key, await services.profiles.load(projectId, key, ids)] as const),
  );
  const byKey = new Map(loaded);
  return refs.map(({ groupKeyId, groupId }) => byKey.get(groupKeyId)?.get(groupId) ?? null);
}

/** Remembers the answer of an asynchronous question until told to forget it. */
class Once<T> {
  #answer: Promise<T> | undefined;

  constructor(private readonly ask: () => Promise<T>) {}

  get(): Promise<T> {
    this.#answer ??= this.ask();
    return this.#answer;
  }

  forget(): void {
    this.#answer = undefined;
  }
}

/**
 * What one request has loaded. Single look-ups made while a page is resolved are collected and asked together, so
 * the number of store queries does not grow with the page.
 */
export class Loaders {
  readonly userProfiles: DataLoader<string, Profile | null>;
  readonly groupProfiles: DataLoader<GroupReference, Profile | null, string>;
  readonly userSeen: DataLoader<string, Seen | null>;
  readonly groupSeen: DataLoader<GroupReference, Seen | null, string>;
  readonly #groupKeys: Once<readonly GroupKey[]>;
  readonly #companyKey: Once<CompanyKey | null>;

  constructor(services: Services, { project, signal }: RequestContext) {
    const projectId = project.id;
    this.userProfiles = new DataLoader(async (ids) => {
      const rows = await services.profiles.load(projectId, userSubject, ids);
      return ids.map((id) => rows.get(id) ?? null);
    });
    this.groupProfiles = new DataLoader((refs) => loadGroupProfiles(services, projectId, refs), {
      cacheKeyFn: refName,
    });
    this.userSeen = new DataLoader((ids) => services.cohorts.firstAndLastSeenOfUsers(projectId, ids, signal));
    this.groupSeen = new DataLoader((refs) => services.cohorts.firstAndLastSeenOfGroups(projectId, refs, signal), {
      cacheKeyFn: refName,
    });
    this.#groupKeys = new Once(() => services.groupKeys.list(projectId));
    this.#companyKey = new Once(() => services.groupKeys.companyKey(projectId));
  }

  /** The project's group keys, archived ones included. */
  groupKeys(): Promise<readonly GroupKey[]> {
    return this.#groupKeys.get();
  }

  /**
   * The group key of that name, else of that `dataGroupId`, archived or not.
   * @param path where in the arguments of the field it is named
   * @throws MusterError GROUP_KEY_UNKNOWN with the path and near matches
   */
  async groupKey(nameOrDataGroupId: string, path: readonly string[]): Promise<GroupKey> {
    return findGroupKey(nameOrDataGroupId, await this.groupKeys(), path);
  }

  /** The company key, or null where none is set. */
  companyKey(): Promise<CompanyKey | null> {
    return this.#companyKey.get();
  }

  /** Forgets everything: after a mutation, fields that follow in the same document must see what it changed. */
  forget(): void {
    this.userProfiles.clearAll();
    this.groupProfiles.clearAll();
    this.userSeen.clearAll();
    this.groupSeen.clearAll();
    this.#groupKeys.forget();
    this.#companyKey.forget();
  }
}
