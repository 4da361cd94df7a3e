/**
 * Why an event was refused. The list is closed; docs/api.md and the GraphQL enum are held to it by tests. The texts are
 * the enum's descriptions.
 */
export const refusalReasons = {
  NAME_INVALID: 'The name must be text of 1 to 255 characters without NUL.',
  TIME_INVALID: 'The time is neither seconds, nor milliseconds, nor ISO 8601 text of a date that exists.',
  TIME_TOO_OLD: 'The time lies before 1971-01-01T00:00:00Z.',
  TIME_IN_FUTURE: "The time lies more than an hour ahead of the server's clock.",
  DISTINCT_ID_MISSING: 'The event names nobody: give distinctId, deviceId or userId.',
  DISTINCT_ID_INVALID:
    'An id is no text or number, or holds NUL, or the distinct id is longer than 255 characters, `$device:` included; or a user id starts with `$device:`.',
  DISTINCT_ID_FORBIDDEN:
    'An id is a placeholder, such as `null`, `undefined` or `anonymous`, that many users would share.',
  INSERT_ID_INVALID:
    'The insert id must be 1 to 36 ASCII letters, digits or hyphens, and no placeholder such as `null` or `0`.',
  PROPERTIES_INVALID:
    'The properties are no object; or a name or value in them is nothing JSON can hold, nested too deep, or too large.',
  TOO_MANY_PROPERTIES: 'The event has more than 255 properties.',
  EVENT_TOO_LARGE: 'The properties take more than 1 MiB as JSON.',
  GROUP_VALUE_INVALID: 'A group id is longer than 255 characters, or holds NUL.',
  TOO_MANY_GROUPS: 'The event names more than 300 groups of one key.',
  IGNORED: 'The property `$ignore` is true or non-empty text, so the event is dropped as its sender asks.',
} as const satisfies Record<string, string>;

export type RefusalReason = keyof typeof refusalReasons;

/** Why and where one event was refused. The message says what to do and holds no property value. */
export class Refusal {
  constructor(
    readonly reason: RefusalReason,
    /** The field, such as `time` or `properties.plan`. */
    readonly field: string,
    readonly message: string = refusalReasons[reason],
  ) {}
}
