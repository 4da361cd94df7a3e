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
} as const;

/** How subqueries over Distributed tables are asked: once for all nodes. */
export const distributedProductMode = 'global';
