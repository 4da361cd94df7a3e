export { createClient } from './client.js';
export type {
  ClientSchema,
  EventName,
  EventProperties,
  GroupIds,
  GroupKey,
  GroupProperties,
  Id,
  Profile,
  Properties,
  TrackArguments,
  TrackOptions,
  UserProperties,
  Value,
} from './schema.js';
export type { Store } from './store.js';
export type { Client, ClientOptions, DeliveryError, Pending, Refusal } from './types.js';
