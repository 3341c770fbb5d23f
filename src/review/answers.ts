/** Answers: JSON, errors with their status, and files. */
import { createReadStream, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { extname } from 'node:path';
import type { Code } from '../core/codes.js';
import { BulkError } from '../core/errors.js';
import { EditConflict, ReviewBusy } from '../jobs/review/conflict.js';
import { REPORT_HEADERS, SECURITY_HEADERS } from './headers.js';
import type { ConflictAnswer, ErrorAnswer } from './wire.js';

type Headers = Readonly<Record<string, string>>;

export function sendBytes(response: ServerResponse, status: number, bytes: Buffer, headers: Headers): void {
  response.writeHead(status, { ...SECURITY_HEADERS, ...headers, 'Content-Length': String(bytes.length) });
  response.end(bytes);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Headers = {},
): void {
  const type = { 'Content-Type': 'application/json; charset=utf-8' };
  sendBytes(response, status, Buffer.from(JSON.stringify(value)), { ...type, ...headers });
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  sendBytes(response, status, Buffer.from(`${text}\n`), { 'Content-Type': 'text/plain; charset=utf-8' });
}

const CONFLICTS: ReadonlySet<Code> = new Set(['edit_conflict', 'plan_stale']);

/** Any error of the review, with its status. Another error is a fault of the program, and thrown on. */
export function sendError(response: ServerResponse, error: unknown): void {
  if (!(error instanceof BulkError)) throw error;
  const { code, message: text, hint: remedy } = error;
  const answer: ErrorAnswer = { code, text, remedy };
  if (error instanceof ReviewBusy) {
    sendJson(response, 503, answer, { 'Retry-After': '1' });
    return;
  }
  if (error instanceof EditConflict) {
    const conflict: ConflictAnswer = { ...answer, revision: error.revision, cells: error.cells };
    sendJson(response, 409, conflict);
    return;
  }
  sendJson(response, toStatus(code), { ...answer, revision: 0, cells: [] });
}

/** A full disk (507) may have room later: the page keeps the edit and sends it again. 422: the same would fail again. */
function toStatus(code: Code): number {
  if (CONFLICTS.has(code)) return 409;
  return code === 'output_unwritable' ? 507 : 422;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** A report is shown, with a policy of its own; any other file is saved. */
export async function sendFile(response: ServerResponse, path: string, name: string): Promise<void> {
  const isReport = extname(name) === '.html';
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    ...(isReport ? REPORT_HEADERS : { 'Content-Disposition': `attachment; filename="${name}"` }),
    'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream',
    'Content-Length': String(statSync(path).size),
  });
  await pipeline(createReadStream(path), response);
}
