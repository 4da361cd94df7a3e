/** What a service account may do; each role includes the ones after it. docs/access.md has the table. */
export const roles = ['OWNER', 'ADMIN', 'ANALYST', 'CONSUMER'] as const;
export type Role = (typeof roles)[number];

/** The tenant: everything but the server's own settings belongs to exactly one. */
export interface Project {
  readonly id: number;
  readonly name: string;
  /** Public and write-only: who has it can send data and read nothing. */
  readonly token: string;
  /** IANA name; days, weeks and months of reports are those of this zone. */
  readonly timeZone: string;
  readonly createdAt: Date;
  /** Whether events of the browser SDK are mended whose groups it failed to take away; see docs/concepts.md. */
  readonly repairRemovedGroups: boolean;
}

/** The name of an event property whose values are group ids, once it is registered. */
export interface GroupKey {
  /** The catalog's number for it, unique over all projects; also what the warehouse stores. Never leaves the server. */
  readonly id: number;
  readonly projectId: number;
  /** The property's exact name. */
  readonly key: string;
  readonly displayName: string;
  /** Opaque signed 64-bit number as text. */
  readonly dataGroupId: string;
  readonly createdAt: Date;
  /** While set, no event is attributed by this key; what was attributed stays. */
  readonly archivedAt: Date | null;
}

/** The one group key with company profiles, and the group property that holds a company's name. */
export interface CompanyKey {
  readonly groupKey: GroupKey;
  readonly nameProperty: string;
}

/** Who is asking: the project's public token, or a service account. */
export type Actor =
  | { readonly kind: 'token' }
  | { readonly kind: 'serviceAccount'; readonly id: string; readonly name: string; readonly role: Role };

/** Whose profile: a user's, or a group's of one key. */
export type Subject = { readonly kind: 'user' } | { readonly kind: 'group'; readonly groupKey: GroupKey };

/** What a cohort holds. */
export type Unit = 'USERS' | 'GROUPS';

/** What every service call is told about the request it serves. */
export interface RequestContext {
  readonly requestId: string;
  readonly project: Project;
  readonly actor: Actor;
  /** Aborted when the client goes away or the request's time is up; long work must stop then. */
  readonly signal: AbortSignal;
}
