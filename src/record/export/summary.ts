/** What an export came to: its certificate, for scripts and for people. Its shape is a contract: added to, never changed. */
import { CODES } from '../../core/codes.js';
import type { AccountMode } from '../../core/types.js';
import { toGrouped } from '../../core/count-text.js';
import { withAtomicFile } from '../table/atomic-file.js';
import type { ExitCode } from '../summary/exit-code.js';
import type { RequestSummary } from '../tally/request-stats.js';
import type { Stopped } from '../summary/summary.js';
import { toPrintable } from '../summary/text-table.js';
import type { ExportFormat } from './format.js';

/** How much one list gave, and whether it is known to be whole. */
export interface ListCertificate {
  /** Whether everyone who was there when the list was begun is in it, exactly once. */
  readonly complete: boolean;
  /** Why that is not sure; null where it is. */
  readonly reason: string | null;
  /** Pages read, in all passes. */
  readonly pages: number;
  /** Records that came again within one pass, and were taken once. */
  readonly repeats: number;
  /** Records that a pass had missed and a later one found. */
  readonly missed: number;
  /** Passes after the first; 1 is the check that every export makes. */
  readonly relistings: number;
}

export interface Certificate extends ListCertificate {
  /** Customers in the file. */
  readonly customers: number;
  /** ISO 8601, UTC; null where the vendor does not say it, or there are no customers. */
  readonly firstCreatedAt: string | null;
  readonly lastCreatedAt: string | null;
  /** Of the bytes of the file; null where none was written. */
  readonly sha256: string | null;
}

export interface OwnedSummary {
  readonly count: number;
  /** Of the one list of all; null where each customer was asked for separately. */
  readonly list: ListCertificate | null;
}

export interface ExportSummary {
  readonly schemaVersion: 1;
  readonly command: 'export';
  readonly output: string;
  readonly format: ExportFormat;
  readonly mode: AccountMode | null;
  readonly baseUrl: string | null;
  /** The uid of the organisation whose customers these are; null where that was not reached. */
  readonly organisation: string | null;
  /** ISO 8601, UTC; of the first session, if it was stopped and continued. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Time worked, pauses left out. */
  readonly durationMs: number;
  readonly certificate: Certificate;
  /** Null where they were not asked for. */
  readonly addresses: OwnedSummary | null;
  readonly transactions: (OwnedSummary & { readonly output: string; readonly sha256: string | null }) | null;
  readonly requests: RequestSummary;
  readonly stopped: Stopped | null;
  /** The command that continues it, or null. */
  readonly resume: string | null;
  readonly exitCode: ExitCode;
}

/** What is added to the name of an export for that of its summary. */
export const SUMMARY_ENDING = '.summary.json';

/** The text for stdout under `--json`, and for the file next to the export. */
export function toExportJson(summary: ExportSummary): string {
  return `${JSON.stringify(summary, undefined, 2)}\n`;
}

/** Writes it all or nothing. Throws `output_unwritable`. */
export async function writeExportSummary(path: string, summary: ExportSummary): Promise<void> {
  await withAtomicFile(path, (write) => write(toExportJson(summary)));
}

/** The summary for people. Ends in a line feed; no colours. */
export function toExportText(summary: ExportSummary, files: readonly string[]): string {
  const { certificate, output, mode, baseUrl, stopped, resume } = summary;
  const where = [mode, baseUrl].filter((part) => part !== null).join(' at ');
  const verb = stopped === null ? 'Exported' : 'Stopped while exporting';
  const to = output === '-' ? 'standard output' : output;
  const lines = [
    `${verb} ${toGrouped(certificate.customers)} customers to ${toPrintable(to, 1000)}${where === '' ? '' : ` (${where})`}`,
    ...toOwnedLines(summary),
    '',
    ...(stopped === null ? toCertificateLines(certificate) : []),
    ...(stopped === null
      ? []
      : [
          `Stopped (${stopped.reason}): ${toPrintable(stopped.message, 500)}`,
          `To do: ${CODES[stopped.reason].remedy}`,
        ]),
    ...(resume === null ? [] : ['To continue:', `  ${toPrintable(resume, 1000)}`]),
    ...(files.length === 0 ? [] : ['', 'Files', ...files.map((file) => `  ${toPrintable(file, 1000)}`)]),
  ];
  return `${lines.join('\n')}\n`;
}

function toOwnedLines({ addresses, transactions }: ExportSummary): string[] {
  return [
    ...(addresses === null ? [] : [`with ${toGrouped(addresses.count)} addresses`, ...toDoubt(addresses)]),
    ...(transactions === null
      ? []
      : [`and ${toGrouped(transactions.count)} transactions to ${toPrintable(transactions.output, 1000)}`]),
  ];
}

function toDoubt({ list }: OwnedSummary): string[] {
  return list === null || list.complete ? [] : [`NOT sure to be all addresses: ${list.reason ?? ''}`];
}

function toCertificateLines(certificate: Certificate): string[] {
  const { complete, reason, pages, repeats, missed, relistings, sha256 } = certificate;
  const { firstCreatedAt, lastCreatedAt } = certificate;
  return [
    complete
      ? 'Complete: everyone who was there when it began is in it exactly once.'
      : `NOT sure to be complete. ${reason ?? ''}`,
    `  ${toGrouped(pages)} pages read in ${relistings + 1} passes; ${toGrouped(repeats)} repeats, ${toGrouped(missed)} missed at first`,
    ...(firstCreatedAt === null ? [] : [`  created from ${firstCreatedAt} to ${lastCreatedAt ?? ''}`]),
    ...(sha256 === null ? [] : [`  sha256 ${sha256}`]),
  ];
}
