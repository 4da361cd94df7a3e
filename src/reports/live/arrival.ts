import { emptyProperties, type Properties } from '../../core/property-values.js';
import type { FreshEvent } from '../../warehouse/writer/stored-listener.js';

/** What of a row is read; the rest is at hand without. */
interface Row {
  readonly name: string;
  /** Each value as its JSON text. */
  readonly properties: Readonly<Record<string, string>>;
}

/** A newly stored event. What only its row tells is read when somebody asks, once for all who listen. */
export class Arrival {
  #row: Row | undefined;
  #properties: Properties | undefined;

  constructor(private readonly fresh: FreshEvent) {}

  get id(): string {
    return this.fresh.id;
  }

  get timeMs(): number {
    return this.fresh.event.timeMs;
  }

  /** The distinct id it came with. */
  get distinctId(): string {
    return this.fresh.event.distinctId;
  }

  get groups(): FreshEvent['event']['groups'] {
    return this.fresh.event.groups;
  }

  /** Length of its stored JSON text. */
  get size(): number {
    return this.fresh.row.length;
  }

  get name(): string {
    return this.#read().name;
  }

  get properties(): Properties {
    if (this.#properties !== undefined) return this.#properties;
    const properties = emptyProperties();
    for (const [name, json] of Object.entries(this.#read().properties)) properties[name] = JSON.parse(json);
    this.#properties = properties;
    return properties;
  }

  #read(): Row {
    if (this.#row !== undefined) return this.#row;
    const row: Row = JSON.parse(this.fresh.row);
    this.#row = row;
    return row;
  }
}
