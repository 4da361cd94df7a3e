import type { Actor, Project, RequestContext, Role } from '../../src/core/model.js';

/** A clock that stands still until it is moved. */
export class StandingClock {
  constructor(public at = Date.UTC(2026, 10, 23, 12)) {}

  now(): number {
    return this.at;
  }
}

export const account = (role: Role): Actor => ({ kind: 'serviceAccount', id: 'sa_test', name: 'test', role });

/** A request of a service account, an owner's unless said otherwise. */
export const requestOf = (project: Project, actor: Actor = account('OWNER')): RequestContext => ({
  requestId: 'test',
  project,
  actor,
  signal: new AbortController().signal,
});

export const coded = (code: string) => expect.objectContaining({ code });
