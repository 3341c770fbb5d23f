/** Exports in a folder that have their certificate next to them. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SUMMARY_ENDING } from '../../record/export/summary.js';
import { toRealPath } from './real-path.js';

const SHA256 = z.string().regex(/^[0-9a-f]{64}$/);

/** The parts of a certificate that are used here; any other text is not a certificate. */
const certificateSchema = z.object({
  command: z.literal('export'),
  output: z.string().min(1),
  mode: z.string().nullable(),
  organisation: z.string().nullable(),
  finishedAt: z.iso.datetime(),
  exitCode: z.union([z.literal(0), z.literal(1)]),
  certificate: z.object({ sha256: SHA256 }),
  transactions: z.object({ output: z.string().min(1), sha256: SHA256 }).nullable(),
});

export interface CertifiedFile {
  /** Real and absolute. */
  readonly path: string;
  /** Hex; what it had when it was written. */
  readonly sha256: string;
}

export interface CertifiedExport extends CertifiedFile {
  /** The file's, without its folder. */
  readonly name: string;
  readonly summaryPath: string;
  readonly mode: string | null;
  readonly organisation: string | null;
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  /** Whether it is known that everyone is in it. */
  readonly isSure: boolean;
  readonly transactions: CertifiedFile | null;
}

/** The exports of a folder (its real path). A certificate that is unreadable, or of a file elsewhere, is no certificate. */
export function listCertified(folder: string): CertifiedExport[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(SUMMARY_ENDING))
    .flatMap((name) => readCertified(folder, name.slice(0, -SUMMARY_ENDING.length)) ?? []);
}

function readCertified(folder: string, name: string): CertifiedExport | undefined {
  const path = join(folder, name);
  const summaryPath = path + SUMMARY_ENDING;
  if (!isPlainFile(path) || !isPlainFile(summaryPath)) return undefined;
  const { success, data } = certificateSchema.safeParse(readJson(summaryPath));
  if (!success || toRealPath(data.output) !== path) return undefined;
  const { mode, organisation, finishedAt, exitCode, certificate, transactions } = data;
  return {
    path,
    name,
    summaryPath,
    mode,
    organisation,
    finishedAt,
    isSure: exitCode === 0,
    sha256: certificate.sha256,
    transactions: transactions && {
      path: toRealPath(transactions.output),
      sha256: transactions.sha256,
    },
  };
}

function isPlainFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
