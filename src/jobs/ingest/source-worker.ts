/** The thread that reads a source: its rows go to the thread that checks them, a few batches ahead. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Source } from '../../core/types.js';
import { openSource } from '../../read/open.js';
import { setRefusedAside } from './own-export.js';
import { toReadOptions } from './reading-options.js';
import { toErrorMessage, toRowsMessage, type SourceMessage, type SourceRequest } from './source-messages.js';

/** Batches that may be under way, and their rows. */
const AHEAD = 3;
const BATCH_ROWS = 256;

const { path, options } = workerData as SourceRequest;

async function run(send: (message: SourceMessage) => void, wait: () => Promise<void>): Promise<void> {
  const source = setRefusedAside(
    await openSource(path, { ...toReadOptions(options), batchRows: BATCH_ROWS }),
  );
  const { columns, headerLine, headerRemedy, format, notes, doubts } = source;
  const remedy = headerRemedy === undefined ? {} : { headerRemedy };
  send({ kind: 'opened', header: { columns, headerLine, format, notes, doubts, ...remedy } });
  for await (const batch of source.batches()) {
    await wait();
    send(toRowsMessage(batch));
  }
  send(toEnd(source));
}

function toEnd(source: Source): SourceMessage {
  return { kind: 'end', notes: source.toEndNotes(), sha256: source.sha256() };
}

/** Each message from the other thread allows one batch more. */
function makeGate(port: NonNullable<typeof parentPort>): () => Promise<void> {
  let left = AHEAD;
  let wake: (() => void) | undefined;
  port.on('message', () => {
    left += 1;
    wake?.();
  });
  return async () => {
    while (left === 0) await new Promise<void>((resolve) => (wake = resolve));
    left -= 1;
  };
}

if (parentPort !== null) {
  const port = parentPort;
  const send = (message: SourceMessage): void => port.postMessage(message);
  await run(send, makeGate(port)).catch((error: unknown) => send(toErrorMessage(error)));
  // Lets the thread end.
  port.removeAllListeners('message');
}
