import { emptyProperties, type Properties } from '../core/property-values.js';
import type { EventGroup } from '../warehouse/writer/stored-event.js';
import type { RefusalReason } from './refusal.js';

/**
 * An event as a stranger sent it: nothing about it is known yet. What a field leaves out (undefined or null) is looked
 * for among the properties under the name the SDKs use: `time`, `distinct_id`, `$device_id`, `$user_id`, `$insert_id`.
 */
export interface IncomingEvent {
  readonly name: unknown;
  /** Seconds or milliseconds since the epoch, or ISO 8601 text; left out: now. */
  readonly time?: unknown;
  readonly distinctId?: unknown;
  readonly deviceId?: unknown;
  readonly userId?: unknown;
  /** Left out: generated, and the event is then counted anew each time it is sent. */
  readonly insertId?: unknown;
  readonly properties?: unknown;
}

/** What became of one event of a batch; `index` is its place in it. */
export type EventOutcome =
  | { readonly index: number; readonly status: 'ACCEPTED' | 'DUPLICATE'; readonly insertId: string }
  | {
      readonly index: number;
      readonly status: 'REFUSED';
      readonly reason: RefusalReason;
      readonly field: string;
      readonly message: string;
    };

/** What the steps need to know beside the event. */
export interface Setting {
  /** The server's time, milliseconds since the epoch. */
  readonly nowMs: number;
  /** The registered, not archived group keys of the project: exact property name to the catalog's number. */
  readonly groupKeys: ReadonlyMap<string, number>;
  /** Whether the project has events of the browser SDK mended whose groups it failed to take away. */
  readonly repairRemovedGroups: boolean;
}

const noGroups: readonly EventGroup[] = [];
const nothing: Readonly<Record<string, unknown>> = Object.freeze(Object.create(null));

/** An event on its way in. Each step fills in its part. */
export class EventDraft {
  /** The given properties, once `check` has seen that they are an object; `repairRemovedGroups` may mend them. */
  given: Readonly<Record<string, unknown>> = nothing;
  name = '';
  insertId = '';
  timeMs = 0;
  properties: Properties = emptyProperties();
  deviceId = '';
  userId = '';
  distinctId = '';
  groups: readonly EventGroup[] = noGroups;

  constructor(readonly incoming: IncomingEvent) {}

  /** The value of a field, or of the property that stands in for it; undefined where both are left out. */
  field(value: unknown, property: string): unknown {
    if (value !== undefined && value !== null) return value;
    return Object.hasOwn(this.given, property) ? (this.given[property] ?? undefined) : undefined;
  }
}

/** The name by which a refusal points at a field or at the property that stood in for it. */
export const fieldName = (value: unknown, field: string, property: string): string =>
  value !== undefined && value !== null ? field : `properties.${property}`;
