/** Reads a source as every command does: opened, its columns mapped, its rows as fields, with all doubts. */
import { Readable } from 'node:stream';
import { importOptionsSchema } from '../../src/config/options.js';
import { BulkError } from '../../src/core/errors.js';
import { mapSource } from '../../src/jobs/ingest/map-source.js';
import { openPlace } from '../../src/jobs/ingest/source-place.js';
import { makeRowMapper } from '../../src/map/apply.js';
import { toRowDoubtIssues } from '../../src/validate/doubts.js';
import type { Flags } from '../support/run-import.js';

export interface ReadResult {
  /** Code of the refusal, or of the doubts that refuse the source; empty if it is read. */
  readonly refused: string;
  readonly message: string;
  readonly hint: string;
  /** `line code`, in the order of the rows. */
  readonly issues: readonly string[];
  readonly notes: readonly string[];
  /** The fields of each row. */
  readonly rows: readonly Readonly<Record<string, string>>[];
}

export async function readAsJob(content: string | Buffer, flags: Flags = {}): Promise<ReadResult> {
  const notes: string[] = [];
  const nothing = { issues: [], notes, rows: [] };
  try {
    return { ...(await read(content, flags, notes)), notes };
  } catch (error) {
    if (!(error instanceof BulkError)) throw error;
    return { ...nothing, refused: error.code, message: error.message, hint: error.hint };
  }
}

async function read(
  content: string | Buffer,
  flags: Flags,
  notes: string[],
): Promise<Omit<ReadResult, 'notes'>> {
  const options = importOptionsSchema.parse(flags);
  const stdin = Readable.from([Buffer.from(content)]);
  const source = await openPlace({ path: '-', stdin }, options, {
    emit: (event) => event.type === 'note' && notes.push(event.message),
  });
  try {
    const mapping = mapSource(source, options);
    const toMapped = makeRowMapper(mapping);
    const issues = [...mapping.issues];
    const rows: Record<string, string>[] = [];
    for await (const batch of source.batches()) {
      for (const row of batch) {
        issues.push(...toRowDoubtIssues(row, mapping, options));
        rows.push({ ...toMapped(row).fields });
      }
    }
    const first = mapping.issues.find(({ severity }) => severity === 'error');
    return {
      refused: first?.code ?? '',
      message: first?.message ?? '',
      hint: first?.hint ?? '',
      issues: issues.map(({ line, code }) => `${line} ${code}`),
      rows,
    };
  } finally {
    await source.close();
  }
}
