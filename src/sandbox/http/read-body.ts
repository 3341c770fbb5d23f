import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

/** The vendor's limit on a body: 25 MB. */
export const maxBodyBytes = 25_000_000;

/**
 * Reads a body and calls back once with its text, or with undefined as soon as it is too large, without reading the rest.
 * There is no call if the client breaks off.
 */
export function readBody(request: IncomingMessage, callback: (text: string | undefined) => void): void {
  if (Number(request.headers['content-length']) > maxBodyBytes) {
    request.pause();
    callback(undefined);
    return;
  }
  let first: Buffer | undefined;
  let more: Buffer[] | undefined;
  let sizeBytes = 0;
  let isOver = false;
  request.on('data', (chunk: Buffer) => {
    if (isOver) return;
    sizeBytes += chunk.length;
    if (sizeBytes > maxBodyBytes) {
      isOver = true;
      request.pause();
      callback(undefined);
    } else if (first === undefined) first = chunk;
    else (more ??= [first]).push(chunk);
  });
  request.on('end', () => {
    if (isOver) return;
    callback(more === undefined ? (first?.toString() ?? '') : Buffer.concat(more).toString());
  });
}
