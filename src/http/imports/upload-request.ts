import type { FastifyRequest } from 'fastify';
import { MusterError } from '../../core/errors.js';
import { limits } from '../../core/limits.js';
import { type CsvOptions, readCsvOptions } from '../../profiles/csv/options.js';

/** What an upload's address asks for. */
export interface UploadRequest {
  readonly options: CsvOptions;
  /** How many rows to show instead of loading any; null to load. */
  readonly previewRows: number | null;
}

/** Types under which CSV is sent; browsers' forms and `curl` without a type send others. */
const csvTypes = new Set([
  'text/csv',
  'application/csv',
  'text/tab-separated-values',
  'text/plain',
  'application/octet-stream',
]);

/** Whether the body says that it is CSV. */
export const isCsv = ({ headers }: FastifyRequest): boolean =>
  csvTypes.has((headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '');

function rowsToShow(values: readonly string[]): number {
  const [rows = ''] = values;
  const isNumber = values.length === 1 && /^\d{1,4}$/.test(rows) && Number(rows) <= limits.csvPreviewRows;
  if (isNumber) return Number(rows);
  throw new MusterError('BAD_INPUT', `preview takes a number of rows, at most ${limits.csvPreviewRows}.`);
}

/**
 * Reads the options in the address: those of the command line, with underscores.
 * @throws MusterError BAD_INPUT
 */
export function readUploadRequest(kind: CsvOptions['kind'], address: string): UploadRequest {
  const question = address.indexOf('?');
  const given = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(question === -1 ? '' : address.slice(question + 1))) {
    const option = name.replaceAll('_', '-');
    given.set(option, [...(given.get(option) ?? []), value]);
  }
  const preview = given.get('preview');
  given.delete('preview');
  return {
    options: readCsvOptions(kind, given, (option) => option.replaceAll('-', '_')),
    previewRows: preview === undefined ? null : rowsToShow(preview),
  };
}
