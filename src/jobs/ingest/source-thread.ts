/** A source that is read in a thread of its own, while its rows are checked in this one. */
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { lookAt } from '../../core/look-at.js';
import type { Source, SourceRow } from '../../core/types.js';
import { detectContent } from '../../read/detect.js';
import { toError, toRows, type SourceMessage, type SourceRequest } from './source-messages.js';

/** Beside this file in a build; absent where the source code itself runs. */
const WORKER = fileURLToPath(new URL('source-worker.js', import.meta.url));

/** Reading a smaller file takes less time than starting a thread. */
const LEAST_BYTES = 4 * 2 ** 20;

/** The young generation of the thread. More took memory and saved no time. */
const YOUNG_MB = 6;

/** Enough to tell text from the rest. */
const SAMPLE_BYTES = 4096;

/** Whether a thread would save time: for a large file that is no text, on a machine that can do two things at once. */
export function deservesThread(path: string): boolean {
  if (path === '-' || availableParallelism() < 2 || !existsSync(WORKER)) return false;
  // The reader says what is wrong with a path.
  const stats = lookAt(path);
  return stats?.isFile() === true && stats.size >= LEAST_BYTES && !isText(path);
}

/** Text is read in less CPU time than it takes to send its rows from thread to thread, and in the same time. True where the file can't be read, too. */
function isText(path: string): boolean {
  const sample = Buffer.alloc(SAMPLE_BYTES);
  try {
    const file = openSync(path, 'r');
    try {
      return detectContent(sample.subarray(0, readSync(file, sample))) === 'text';
    } finally {
      closeSync(file);
    }
  } catch {
    return true;
  }
}

/** Opens a file like `openPlace`. Throws the same; `batches` too. */
export async function openInThread(request: SourceRequest): Promise<Source> {
  // Most files need no thread.
  const { Worker } = await import('node:worker_threads');
  const thread = new SourceThread(
    new Worker(WORKER, { workerData: request, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } }),
  );
  try {
    const opened = await thread.next();
    if (opened.kind !== 'opened') throw new Error(`The reader began with ${opened.kind}.`);
    return { ...opened.header, ...thread.toReader() };
  } catch (error) {
    await thread.close();
    throw error;
  }
}

class SourceThread {
  readonly #worker: Worker;
  readonly #messages: SourceMessage[] = [];
  #end: Extract<SourceMessage, { kind: 'end' }> | undefined;
  #failure: Error | undefined;
  #wake: (() => void) | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.#worker.on('message', (message: SourceMessage) => {
      this.#messages.push(message);
      this.#wake?.();
    });
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('The reader ended before the source.')));
  }

  /** The next message, after those before it. Throws what went wrong in the thread. */
  async next(): Promise<Exclude<SourceMessage, { kind: 'error' }>> {
    for (;;) {
      const message = this.#messages.shift();
      if (message?.kind === 'error') throw toError(message);
      if (message !== undefined) return message;
      if (this.#failure !== undefined) throw this.#failure;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  toReader(): Pick<Source, 'batches' | 'toEndNotes' | 'sha256' | 'close'> {
    return {
      batches: () => this.#batches(),
      toEndNotes: () => this.#end?.notes ?? [],
      sha256: () => {
        if (this.#end === undefined) throw new Error('The source has not been read to its end.');
        return this.#end.sha256;
      },
      close: () => this.close(),
    };
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  async *#batches(): AsyncGenerator<readonly SourceRow[]> {
    try {
      for (;;) {
        const message = await this.next();
        if (message.kind === 'end') {
          this.#end = message;
          return;
        }
        if (message.kind !== 'rows') throw new Error(`The reader said ${message.kind} among its rows.`);
        this.#worker.postMessage('more');
        yield toRows(message);
      }
    } finally {
      await this.close();
    }
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#wake?.();
  }
}
