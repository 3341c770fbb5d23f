/** Sends one request through the gate until it is answered; after a 429 as often as needed. */
import type { Clock } from '../core/clock.js';
import type { Emit } from '../core/events.js';
import type { Answer, Failure } from './exchange.js';
import type { Gate } from './pace/gate.js';
import { toRetryAfterMs } from './retry-after.js';
import type { HttpRequest, Transport } from './transport.js';

/** A request, and its name for events and messages: a pattern, without anybody's uid. */
export interface NamedRequest extends HttpRequest {
  /** @example 'POST /customers/{uid}' */
  readonly route: string;
  /** A 403 refuses only this request, and is no verdict on the credential. */
  readonly mayBeForbidden?: boolean;
}

/** The client is stopping, and the request was not sent (again). */
export interface SendStopped {
  readonly kind: 'stopped';
}

export interface Sender {
  /** One try: an answer other than 429, or none. `isRepeat`: this request has been tried before. */
  send(request: NamedRequest, isRepeat: boolean): Promise<Answer | Failure | SendStopped>;
}

export interface SenderParts {
  readonly gate: Gate;
  readonly transport: Pick<Transport, 'send'>;
  readonly clock: Clock;
  readonly emit: Emit;
}

/** Between two looks at a lease that has ended: it may be renewed, and a run that loses it stops the client. */
const LEASE_LOOK_MS = 100;

/** A 429 says that nothing was done, so it costs no try: the gate makes all requests wait, and this one is sent again. */
export function toSender({ gate, transport, clock, emit }: SenderParts): Sender {
  return {
    async send(request, isRepeat) {
      let isRetried = isRepeat;
      for (;;) {
        const permit = await gate.acquire();
        if (permit === undefined) return { kind: 'stopped' };
        const startedAt = clock.monotonic();
        const result = await transport.send(request);
        if (result.kind === 'failure' && result.wasWithheld === true) {
          gate.release(permit, { type: 'unsent' });
          await clock.sleep(LEASE_LOOK_MS);
          continue;
        }
        const durationMs = clock.monotonic() - startedAt;
        emit({
          type: 'request',
          route: request.route,
          status: result.status,
          durationMs,
          retried: isRetried,
        });
        if (result.kind === 'answer' && result.status === 429) {
          const retryAfterMs = toRetryAfterMs(result, clock.now());
          gate.release(permit, { type: 'throttled', retryAfterMs });
          isRetried = true;
          continue;
        }
        const isServed = result.kind === 'answer' && result.status < 500;
        gate.release(permit, { type: isServed ? 'answered' : 'lost' });
        return result;
      }
    },
  };
}
