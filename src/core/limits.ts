/**
 * Every bound the server puts on what strangers send, in one place. The figures for events and profiles are those
 * Mixpanel documents for its own ingestion, so that data it takes is taken here too.
 */
export const limits = {
  /** Events, or profile operations, in one request. */
  batchSize: 2_000,
  /** Group keys of one project, archived ones included. */
  groupKeysPerProject: 1_000,
  /** Groups of one key that one event may belong to; further values refuse the event. */
  groupsPerKeyAndEvent: 300,
  /** Code points of a distinct id, device id, user id, group id, group key or event name. */
  idLength: 255,
  /** Bytes of an insert id, and of the id of a profile operation. */
  insertIdLength: 36,
  /** Properties of one event. */
  eventProperties: 255,
  /** UTF-8 bytes of one event's properties as JSON. */
  eventBytes: 1_048_576,
  /** Properties of one profile. */
  profileProperties: 2_000,
  /** UTF-8 bytes of one profile's properties as JSON: what every catalog engine takes in one packet. */
  profileBytes: 4_194_304,
  /** UTF-8 bytes of one profile operation as JSON. */
  profileOperationBytes: 1_048_576,
  /** UTF-8 bytes of one value held by a profile, as JSON. */
  profileValueBytes: 262_144,
  /** UTF-8 bytes of one list or object held by an event, as JSON. */
  eventValueBytes: 8_192,
  /** Code points of a property name, and of a text value of an event (longer text is cut). */
  propertyTextLength: 255,
  /** Nesting of lists and objects inside one property value. */
  propertyDepth: 3,
  /** Keys of one nested object, and elements of one list held by an event. */
  nestedElements: 255,
  /** How far ahead of the server's clock an event may lie, milliseconds; see docs/concepts.md. */
  futureToleranceMs: 3_600_000,
  /** The earliest time an event may carry: 1971-01-01T00:00:00Z, milliseconds. */
  earliestTimeMs: 31_536_000_000,
  /** How long the ids of applied profile operations are remembered at least, milliseconds; see docs/concepts.md. */
  operationIdMs: 30 * 86_400_000,
  /** Bytes of one row of a CSV file. */
  csvRowBytes: 1_048_576,
  /** Columns of a CSV file. */
  csvColumns: 2_000,
  /** Bytes of one uploaded CSV file, after inflation. */
  csvUploadBytes: 4_294_967_296,
  /** Rows of one uploaded CSV file. */
  csvUploadRows: 1_000_000,
  /** CSV files that are uploaded to one server at a time. */
  csvUploadsAtOnce: 4,
  /** How long one upload may take as a whole, milliseconds. */
  csvUploadMs: 6 * 3_600_000,
  /** Rows of a CSV file that a preview reads. */
  csvPreviewRows: 1_000,
  /** Items on one page of a connection. */
  pageSize: 1_000,
  /** Conditions (leaves) in one filter, saved cohorts it uses included. */
  filterLeaves: 200,
  /** Values in one list inside a filter. */
  filterValues: 1_000,
  /** Intervals of one report. */
  reportIntervals: 1_000,
  /** Breakdowns of one report. */
  reportBreakdowns: 4,
  /** Metrics of one report. */
  reportMetrics: 20,
  /** Segments that a report tells one by one. */
  reportSegments: 200,
  /** Numbers between the buckets of one breakdown. */
  reportBuckets: 100,
  /** Buckets of retention. */
  retentionBuckets: 366,
  /** Figures of one report: its lines times their segments times their points. */
  reportFigures: 200_000,
  /** Connections for subscriptions to one server. */
  liveConnections: 1_000,
  /** Subscriptions at a time on one connection. */
  liveSubscriptions: 100,
  /** Events in one message of `liveEvents`. */
  liveEvents: 100,
  /** Bytes of stored JSON in one message of `liveEvents`, beyond its first event. */
  liveEventBytes: 1_048_576,
  /** Bytes of one message that a subscriber sends. */
  liveMessageBytes: 1_048_576,
  /** How often an answer may be refreshed at most, and at least, milliseconds between two. */
  liveEveryMs: { from: 500, to: 60_000 },
  /** UTF-16 units of one expression (`where` of the HTTP query API and the raw export). */
  expressionLength: 8_192,
  /** Parts of an expression inside one another, parentheses and signs in a row included. */
  expressionDepth: 50,
} as const;
