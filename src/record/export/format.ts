/** What kind of file an export becomes, by its name. */
import { BulkError } from '../../core/errors.js';

export const EXPORT_FORMATS = ['csv', 'ndjson', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportTarget {
  /** A path, or `-` for standard output. */
  readonly path: string;
  readonly format: ExportFormat;
  readonly gzip: boolean;
  /** Of a CSV file. @default no byte order mark */
  readonly bom?: boolean | undefined;
}

/** Reads the format from a name such as `customers.csv.gz`; `-` is CSV. Throws `config_invalid`. */
export function parseTarget(path: string, option: string): ExportTarget {
  if (path === '-') return { path, format: 'csv', gzip: false };
  const [, name, gz] = /\.(csv|ndjson|xlsx)(\.gz)?$/i.exec(path) ?? [];
  const format = EXPORT_FORMATS.find((known) => known === name?.toLowerCase());
  if (format !== undefined) return { path, format, gzip: gz !== undefined };
  throw new BulkError(
    'config_invalid',
    `Expected \`${option}\` to end in .csv, .ndjson or .xlsx, each also with .gz after it, got \`${path}\`.`,
  );
}
