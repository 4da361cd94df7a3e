import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Cohorts } from '../cohorts/cohorts.js';
import type { SavedCohorts } from '../cohorts/saved.js';
import type { RequestContext } from '../core/model.js';
import type { Ingestion } from '../ingestion/ingestion.js';
import type { ProfileService } from '../profiles/profile-service.js';
import type { RequestHeaders } from '../projects/authenticate.js';
import type { GroupKeys } from '../projects/group-keys.js';
import type { Projects } from '../projects/projects.js';
import type { EventExport } from '../reports/export/event-export.js';
import type { ListExport } from '../reports/export/list-export.js';
import type { Bodies } from './bodies.js';
import type { Caller, HttpServerConfig } from './http-app.js';
import type { InFlight } from './in-flight.js';
import { requestSignal } from './request-signal.js';
import type { RequestTimes } from './request-times.js';

/** The services that the doors beside GraphQL use. They are those GraphQL uses: no rule is written twice. */
export interface DoorServices {
  readonly projects: Pick<Projects, 'byToken'>;
  readonly groupKeys: Pick<GroupKeys, 'list' | 'resolve' | 'companyKey'>;
  readonly ingestion: Pick<Ingestion, 'accept'>;
  readonly profiles: Pick<ProfileService, 'apply' | 'load'>;
  readonly cohorts: Pick<
    Cohorts,
    'usersPage' | 'usersCount' | 'groupsPage' | 'groupsCount' | 'usersByIds' | 'groupsByIds'
  >;
  readonly savedCohorts: Pick<SavedCohorts, 'byId' | 'listUserCohorts' | 'listGroupCohorts'>;
  readonly exports: {
    readonly events: Pick<EventExport, 'lines'>;
    readonly lists: Pick<ListExport, 'users' | 'groups'>;
  };
}

/** What a door is made of: the application behind it, and the house rules of the server it stands in. */
export interface Door {
  readonly app: {
    /** @throws MusterError UNAUTHENTICATED, STORE_UNAVAILABLE */
    authenticate(headers: RequestHeaders): Promise<Caller>;
    /** False until the start is complete; the services must not be called before. */
    isReady(): boolean;
    readonly services: DoorServices;
  };
  readonly config: HttpServerConfig;
  readonly inFlight: InFlight;
  readonly requestTimes: RequestTimes;
  /** Reads bodies, within what the whole server may hold of them. */
  readonly bodies: Bodies;
}

/**
 * Serves a request for a caller: `work` gets the context that every service call wants, whose signal is aborted when
 * the client goes away, when the server stops, or after `timeoutMs`.
 */
export async function serve<Result>(
  request: FastifyRequest,
  reply: FastifyReply,
  { caller, inFlight, timeoutMs }: { readonly caller: Caller; readonly inFlight: InFlight; readonly timeoutMs: number },
  work: (context: RequestContext) => Promise<Result>,
): Promise<Result> {
  const { signal, release } = requestSignal(reply.raw, timeoutMs, inFlight);
  try {
    return await work({ requestId: request.id, ...caller, signal });
  } finally {
    release();
  }
}
