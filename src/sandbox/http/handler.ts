import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault, FaultKind } from '../faults/fault-plan.js';
import { parseBody, type Call } from '../routes/call.js';
import type { Found } from '../routes/find-route.js';
import { admit, throttle, type Admitted } from './admission.js';
import { sendAnswer, toAnswer } from './answer.js';
import { publishAnswer, publishRequest } from './exchange-channels.js';
import type { Parts } from './parts.js';
import { readBody } from './read-body.js';
import { refuse, type Refusal, type Reply } from './reply.js';
import type { LoggedRequest } from './request-log.js';

/** One request that is being processed. */
interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  found: Found;
  query: string;
  text: string;
  entry: LoggedRequest | undefined;
}

const apiPrefix = '/api/v1';

/** How long a connection stays open after a 413, so that the client reads the answer before the reset. */
const lingerMs = 500;

/**
 * Answers requests below `/api/v1`.
 *
 * Order: body read (413) → down → 404, 405 → credential (401, 403) → limit (429) → fault before the effect →
 * the route itself → saved → fault after the effect → delay → answer.
 */
export class ApiHandler {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    const { counters, findRoute, log, switchboard } = this.#parts;
    counters.arrive();
    response.on('close', () => counters.leave());
    const method = request.method ?? 'GET';
    const url = request.url ?? '/';
    const mark = url.indexOf('?');
    const path = mark === -1 ? url : url.slice(0, mark);
    const query = mark === -1 ? '' : url.slice(mark + 1);
    const found: Found = path.startsWith(`${apiPrefix}/`)
      ? findRoute(method, path.slice(apiPrefix.length))
      : { kind: 'unknown' };
    counters.route(found.kind === 'route' ? found.route.label : `${method} ?`);
    const proceed = (text: string): void => {
      publishRequest(request, text);
      const entry = log.add(switchboard.faults.recordRequests, method, url, text);
      this.#serve({ request, response, found, query, text, entry });
    };
    if (method === 'GET') proceed('');
    else {
      readBody(request, (text) => {
        if (text === undefined) this.#refuseTooLarge(response);
        else proceed(text);
      });
    }
  }

  #serve(exchange: Exchange): void {
    const { switchboard } = this.#parts;
    if (switchboard.countDown()) {
      this.#cut(exchange, 'down');
      return;
    }
    const admitted = admit(exchange, this.#parts);
    if ('kind' in admitted) {
      this.#send(exchange, admitted, 0);
      return;
    }
    if (!switchboard.touched.has(admitted.route)) {
      this.#send(exchange, this.#perform(exchange, admitted), 0);
      return;
    }
    const delayMs = switchboard.delayMs(this.#parts.counters.inFlight);
    const throttled = throttle(admitted.grant, delayMs, this.#parts);
    if (throttled !== undefined) this.#send(exchange, throttled, delayMs);
    else this.#serveWithFault(exchange, admitted, switchboard.drawFault(), delayMs);
  }

  #serveWithFault(exchange: Exchange, admitted: Admitted, fault: Fault | undefined, delayMs: number): void {
    const { counters } = this.#parts;
    if (fault !== undefined) counters.fault(fault.kind);
    switch (fault?.kind) {
      case 'cut-before':
        exchange.request.socket.destroy();
        return;
      case 'error-before':
        this.#send(exchange, this.#toError(fault.status), delayMs);
        return;
      case 'hang':
        this.#actLate(exchange, admitted);
        return;
      case undefined:
      case 'error-after':
      case 'cut-after':
      case 'hang-after-effect':
        this.#serveEffect(exchange, admitted, fault, delayMs);
        return;
      default:
        fault satisfies undefined;
    }
  }

  /** Carries out the effect, and answers unless the fault prevents it. */
  #serveEffect(exchange: Exchange, admitted: Admitted, fault: Fault | undefined, delayMs: number): void {
    const { counters, switchboard, whenSaved } = this.#parts;
    const reply = this.#perform(exchange, admitted);
    const isNth = reply.kind === 'success' && reply.isCreate === true && switchboard.countCreate();
    if (fault?.kind === 'error-after') this.#send(exchange, this.#toError(fault.status), delayMs);
    else if (fault?.kind === 'cut-after' || (fault === undefined && isNth)) {
      if (isNth && fault === undefined) counters.fault('cut-after');
      whenSaved(() => exchange.request.socket.destroy());
    } else if (fault === undefined) this.#send(exchange, reply, delayMs);
  }

  /** A request that hangs: no effect, or the effect long after the client has given up. */
  #actLate(exchange: Exchange, admitted: Admitted): void {
    const { counters, switchboard, timers } = this.#parts;
    const { lateEffectMs } = switchboard.faults;
    if (lateEffectMs === 0) return;
    timers.after(lateEffectMs, () => {
      counters.fault('late-effect');
      this.#perform(exchange, admitted);
    });
  }

  #perform({ request, query, text }: Exchange, { route, params, grant }: Admitted): Reply {
    const { store, book, deriveAddress, switchboard } = this.#parts;
    const parsed = route.hasBody ? parseBody(request.headers['content-type'], text) : { body: {} };
    if ('refusal' in parsed) return parsed.refusal;
    const { faults, draws } = switchboard;
    const call: Call = {
      ground: { store, book, faults, draws, deriveAddress },
      grant,
      tenant: store.tenant(grant.tenantKey),
      params,
      query: new URLSearchParams(query),
      body: parsed.body,
    };
    return route.handle(call);
  }

  #toError(status: number): Refusal {
    const { errorRetryAfter } = this.#parts.switchboard.faults;
    const headers = errorRetryAfter === null ? undefined : { 'retry-after': errorRetryAfter };
    return refuse(status, `Sandbox fault ${status}`, headers);
  }

  #send(exchange: Exchange, reply: Reply, delayMs: number): void {
    const { counters, switchboard, timers, whenSaved } = this.#parts;
    const { faults, draws } = switchboard;
    const answer = toAnswer(reply, faults.errorEnvelope, draws.envelope);
    const send = (error?: Error): void => {
      // A change that could not be saved must not be acknowledged.
      const final =
        error === undefined
          ? answer
          : toAnswer(refuse(500, `State not saved: ${error.message}`), faults.errorEnvelope, draws.envelope);
      counters.status(final.status);
      if (exchange.entry !== undefined) exchange.entry.status = final.status;
      publishAnswer(exchange.request, final.status, final.body);
      sendAnswer(exchange.response, final);
    };
    whenSaved((error) => {
      if (delayMs > 0) timers.after(delayMs, () => send(error));
      else send(error);
    });
  }

  #cut({ request }: Exchange, kind: FaultKind | 'down'): void {
    this.#parts.counters.fault(kind);
    request.socket.destroy();
  }

  /** Answers and closes the connection, without reading the rest. */
  #refuseTooLarge(response: ServerResponse): void {
    const { counters, switchboard, timers } = this.#parts;
    const reply = refuse(413, 'Body is larger than 25 MB', { connection: 'close' });
    const answer = toAnswer(reply, switchboard.faults.errorEnvelope, switchboard.draws.envelope);
    counters.status(413);
    response.writeHead(answer.status, answer.headers);
    response.write(answer.body);
    timers.after(lingerMs, () => response.end());
  }
}
