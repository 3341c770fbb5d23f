/** The chain that every request passes: retrier, pace gate, transport; the pace is shared with other runs of this machine. */
import { setMaxListeners } from 'node:events';
import { makeRedactor } from '../core/redact.js';
import type { ApiOptions } from './client-options.js';
import { assertApiNumbers } from './options.js';
import { Gate } from './pace/gate.js';
import { FileBoard } from './pace/file-board.js';
import { toPeerFolder } from './pace/token-folder.js';
import { Share } from './pace/share.js';
import { toProbe, type Probe } from './probe.js';
import { Retrier } from './retry.js';
import { toSender } from './sender.js';
import { Transport } from './transport.js';

/** Opens nothing yet: the first request does. Throws `config_invalid`. */
export function openRetrier(
  options: ApiOptions,
  { origin, path }: { readonly origin: string; readonly path: string },
): { retrier: Retrier; probe: Probe; close: () => Promise<void> } {
  const { credential, clock, emit, ratePerSecond, maxRequests, stopping, killed } = options;
  const { concurrency, timeoutMs, maxAttempts = 6, backoffMs, random = Math.random } = options;
  const { reserve, pacePlace } = options;
  assertApiNumbers({ concurrency, timeoutMs, maxAttempts, ratePerSecond, reserve });
  const headers = {
    authorization: credential.header,
    'user-agent': `bitpowr-bulk/${options.version}`,
    // Bodies are small, and are read without decompression.
    'accept-encoding': 'identity',
  };
  const redact = makeRedactor(credential.secrets);
  const transport = new Transport({
    ...{ origin, headers, concurrency, timeoutMs, clock, proxy: options.proxy, lease: options.lease },
    // These are records: what only looks like a piece of a secret is a customer's.
    redact: makeRedactor(credential.secrets, { pieces: false }),
  });
  // One signal of our own for everything that waits, because hundreds of requests may listen to it at a time.
  const ending = new AbortController();
  setMaxListeners(0, ending.signal);
  let share: Share | undefined;
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const board =
    options.paceBoard ?? (pacePlace && new FileBoard(toPeerFolder(pacePlace, credential.header, baseUrl)));
  const gate = new Gate({
    concurrency,
    ratePerSecond,
    reserve,
    remembered: board?.readKept(clock.now()),
    maxRequests,
    clock,
    emit,
    onClosing: () => share?.tell(),
    onNews: () => share?.tell(),
    onEnd: (end) => {
      ending.abort();
      if (end === 'spent') options.onEnd?.('budget_reached', `All ${maxRequests ?? 0} requests were sent.`);
      else options.onEnd?.('server_unreachable', toGoneMessage(origin));
    },
  });
  if (board !== undefined) share = new Share({ board, gate, clock, emit });
  const stop = (): void => {
    gate.shut();
    ending.abort();
  };
  const kill = (): void => {
    stop();
    transport.kill();
  };
  const unlisten = [onAbort(stopping, stop), ...(killed === undefined ? [] : [onAbort(killed, kill)])];
  const close = async (): Promise<void> => {
    stop();
    await transport.close();
    share?.close();
    // Only now: `killed` can still cut short the wait for requests in flight.
    for (const off of unlisten) off();
  };
  const parts = { gate, transport, clock, emit };
  const retrier = new Retrier({
    sender: toSender(parts),
    clock,
    stopping: ending.signal,
    maxAttempts,
    backoff: { baseMs: backoffMs, random },
    redact,
  });
  return { retrier, probe: toProbe(parts, { basePath: path, redact }), close };
}

function toGoneMessage(origin: string): string {
  return `${origin} has stopped answering: every request failed, and so did five probes in half a minute.`;
}

/** Calls back once, immediately if already aborted; returns a function that removes the listener. */
function onAbort(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) callback();
  else signal.addEventListener('abort', callback, { once: true });
  return () => signal.removeEventListener('abort', callback);
}
