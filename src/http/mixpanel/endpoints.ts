import type { IncomingEvent } from '../../ingestion/event.js';
import type { ProfileItem } from '../../profiles/profile-service.js';
import type { DoorServices } from '../door.js';
import { type Delivery, deliver, type Endpoint, type Hands } from './deliver.js';
import { attributedToAddress, isRepeatableEvent, problemOfEvent, readEvent, readImportedEvent } from './events.js';
import { isRepeatableItem, problemOfItem, readGroupRecord, readUserRecord } from './profiles.js';
import type { Reading } from './records.js';

/** What of a request decides how its records are read. */
export interface Manner {
  /** The address the request came from. */
  readonly address: string;
  readonly strict: boolean;
}

/** One of the ways in. */
export interface Way {
  readonly path: string;
  /** True where `strict=1` asks for the strict form of the answer. */
  readonly hasStrict: boolean;
  /** True where the token in a record is not enough. */
  readonly needsCredentials: boolean;
  /** Brings records to where they are kept. */
  deliver(records: readonly unknown[], services: DoorServices, manner: Manner, hands: Hands): Promise<Delivery>;
}

const events = (services: DoorServices, read: Endpoint<IncomingEvent>['read']): Endpoint<IncomingEvent> => ({
  tokenField: 'properties.token',
  read,
  isRepeatable: isRepeatableEvent,
  async store(context, items) {
    const outcomes = await services.ingestion.accept(context, items);
    return outcomes.map(problemOfEvent);
  },
});

const profiles = (services: DoorServices, read: Endpoint<ProfileItem>['read']): Endpoint<ProfileItem> => ({
  tokenField: '$token',
  read,
  isRepeatable: isRepeatableItem,
  async store(context, items) {
    // All or nothing: were some operations applied before a store failed, sending them again would add twice.
    const outcomes = await services.profiles.apply(context, items, { inOneTransaction: true });
    return outcomes.map((outcome) => {
      const item = items[outcome.index];
      if (item === undefined) throw new Error('profiles gave an outcome of no item');
      return problemOfItem(outcome, item);
    });
  },
});

/** Events; one that names nobody is its address's. */
const track: Way = {
  path: '/track',
  hasStrict: false,
  needsCredentials: false,
  deliver(records, services, { address }, hands) {
    const read = (record: unknown): Reading<IncomingEvent> => attributedToAddress(readEvent(record), address);
    return deliver(records, events(services, read), hands);
  },
};

/** Events of the past, of whoever holds credentials; nothing is added to what was sent. */
const importEvents: Way = {
  path: '/import',
  hasStrict: true,
  needsCredentials: true,
  deliver(records, services, { strict }, hands) {
    return deliver(
      records,
      events(services, (record) => readImportedEvent(record, strict)),
      hands,
    );
  },
};

/** Profiles of users. */
const engage: Way = {
  path: '/engage',
  hasStrict: true,
  needsCredentials: false,
  deliver: (records, services, _manner, hands) => deliver(records, profiles(services, readUserRecord), hands),
};

/** Profiles of groups. */
const groups: Way = {
  path: '/groups',
  hasStrict: true,
  needsCredentials: false,
  deliver: (records, services, _manner, hands) => deliver(records, profiles(services, readGroupRecord), hands),
};

/** All ways in. */
export const ways: readonly Way[] = [track, importEvents, engage, groups];
