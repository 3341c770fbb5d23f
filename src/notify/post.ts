/** Delivers a notification by HTTP: tried again while that makes sense, until its deadline. */
import { Buffer } from 'node:buffer';
import type { Environment } from '../core/environment.js';
import { toBackoffMs } from '../api/backoff.js';
import { toConnectionFailure } from '../api/connection-errors.js';
import { toErrorMessage, toStatusText } from '../api/error-message.js';
import type { Answer, Failure } from '../api/exchange.js';
import { readProxy } from '../api/proxy.js';
import { toRetryAfterMs } from '../api/retry-after.js';
import { Transport } from '../api/transport.js';
import type { Clock } from '../core/clock.js';
import type { HttpTarget } from './targets.js';

export interface PostDeps {
  readonly clock: Clock;
  readonly random: () => number;
  /** For the proxy. */
  readonly environment: Environment;
  /** Removes secrets from what the receiver answers. */
  readonly redact: (text: string) => string;
  /** Aborts to give up at once. */
  readonly signal: AbortSignal;
  /** Monotonic ms. */
  readonly deadline: number;
}

export interface Post {
  readonly body: string;
  /** Made for each try, because they may contain its time. `at`: ms since the epoch. */
  readonly toHeaders: (at: number) => Readonly<Record<string, string>>;
}

/** One try takes at most this long. */
const TRY_MS = 10_000;

/** Ends with undefined once a receiver answered 2xx, else with the reason in words. */
export async function post(target: HttpTarget, message: Post, deps: PostDeps): Promise<string | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const verdict = judge(await tryOnce(target, message, deps), deps);
    if (verdict.isDelivered) return undefined;
    const isOver = verdict.isLasting || !(await waitForNext(attempt, verdict, deps));
    if (isOver) return `${verdict.reason}${attempt === 1 ? '' : ` (tried ${attempt} times)`}`;
  }
}

/** Whether there is time for another try, and that no one wants to leave. */
async function waitForNext(attempt: number, { waitMs = 0 }: Verdict, deps: PostDeps): Promise<boolean> {
  const { clock, deadline, random, signal } = deps;
  const ms = Math.max(toBackoffMs(attempt, { baseMs: 1000, random }), waitMs);
  if (signal.aborted || clock.monotonic() + ms >= deadline) return false;
  return clock.sleep(ms, signal).then(
    () => true,
    () => false,
  );
}

async function tryOnce(target: HttpTarget, message: Post, deps: PostDeps): Promise<Answer | Failure> {
  const { clock, deadline, environment, redact, signal } = deps;
  const basic = target.user === undefined ? undefined : Buffer.from(target.user, 'utf8').toString('base64');
  const transport = new Transport({
    origin: target.origin,
    headers: {
      ...message.toHeaders(clock.now()),
      ...(basic === undefined ? {} : { authorization: `Basic ${basic}` }),
    },
    concurrency: 1,
    timeoutMs: Math.max(1, Math.min(TRY_MS, deadline - clock.monotonic())),
    clock,
    proxy: readProxy(environment, target.origin),
    redact,
  });
  const kill = (): void => transport.kill();
  signal.addEventListener('abort', kill, { once: true });
  try {
    return await transport.send({ method: 'POST', path: target.path, body: message.body });
  } finally {
    signal.removeEventListener('abort', kill);
    // Waiting for a close in good order would wait for the receiver.
    transport.kill();
    await transport.close();
  }
}

interface Verdict {
  readonly isDelivered: boolean;
  /** Another try would end in the same way. */
  readonly isLasting: boolean;
  readonly reason: string;
  /** The receiver asked to wait this long. */
  readonly waitMs?: number | undefined;
}

function judge(result: Answer | Failure, { clock, redact }: PostDeps): Verdict {
  if (result.kind === 'failure') {
    const { isLasting, message } = toConnectionFailure(result.error, result.wasStarted, result.proxy);
    return { isDelivered: false, isLasting, reason: redact(message) };
  }
  const { status, headers, body } = result;
  const isDelivered = status >= 200 && status < 300;
  const said = toErrorMessage({ status, contentType: headers['content-type'], body }, redact);
  const words = said.startsWith(toStatusText(status)) ? said : `${toStatusText(status)}: ${said}`;
  const redirect =
    status >= 300 && status < 400 ? ' A redirect is not followed: give the URL that it leads to.' : '';
  return {
    isDelivered,
    isLasting: ![408, 425, 429].includes(status) && status < 500,
    reason: `The receiver answered ${words.replace(/\.?$/, '.')}${redirect}`,
    waitMs: toRetryAfterMs(result, clock.now()),
  };
}
