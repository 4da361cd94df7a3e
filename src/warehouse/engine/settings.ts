/** What one question may use. */
export interface QueryLimits {
  readonly timeoutMs: number;
  readonly maxMemoryBytes: number;
  readonly maxRowsToRead: number | null;
}

/** Settings of every statement, the same for every engine, so that the same SQL gives the same answer. */
export const commonSettings = {
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_denormals: 0,
  input_format_skip_unknown_fields: 0,
  input_format_null_as_default: 0,
  max_partitions_per_insert_block: 0,
  async_insert: 0,
  mutations_sync: 2,
  distributed_foreground_insert: 1,
  prefer_global_in_and_join: 1,
  final: 0,
  max_query_size: 268_435_456,
  // Without it a number read from text may be off in its last digit.
  precise_float_parsing: 1,
  // The engine would compile a question it gets a third time, for longer than it saves: docs/decisions/0012-compiled-expressions.md.
  compile_expressions: 0,
} as const;

/** How subqueries over Distributed tables are asked: once for all nodes. */
export const distributedProductMode = 'global';

/**
 * How an engine of few tables schedules merges and mutations, in the words of its configuration: unless told otherwise it
 * rests for up to a second after each part, and a mutation waits for part after part.
 */
export const scheduling = {
  background_processing_pool_task_sleep_seconds_when_no_work_random_part: 0,
  background_processing_pool_thread_sleep_seconds_if_nothing_to_do: 0.01,
} as const;
