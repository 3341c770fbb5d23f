import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request on its way to the sandbox. */
export interface PassingRequest {
  /** `POST /customers`, without the query. */
  readonly label: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** How many with this label have come, this one included. */
  readonly nth: number;
}

/** An answer with JSON. */
export interface PassingAnswer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * What becomes of a request. `pass`: as if there were no proxy; `cut`: no effect, no answer; `cut_after`: the effect, but
 * no answer; an object: that answer, and no effect unless it says so; a function: the effect, and the body that it makes of
 * the answer's.
 */
export type Passage =
  | 'pass'
  | 'cut'
  | 'cut_after'
  | {
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly hasEffect?: boolean;
    }
  | ((answer: PassingAnswer) => unknown);

export type Decide = (request: PassingRequest) => Passage | Promise<Passage>;

/** A proxy before the sandbox that can hold, cut or answer single requests: for interleavings that no rate gives. */
export async function startProxy(target: string, decide: Decide): Promise<string> {
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '/';
      const label = `${request.method ?? ''} ${path.split('?')[0] ?? ''}`;
      const text = Buffer.concat(chunks).toString();
      const nth = (counts.get(label) ?? 0) + 1;
      counts.set(label, nth);
      const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
      void (async () => {
        const passage = await decide({ label, path, body, nth });
        if (passage === 'cut') {
          request.socket.destroy();
          return;
        }
        const answerOddly = (odd: Extract<Passage, { readonly status: number }>): void => {
          response
            .writeHead(odd.status, { 'content-type': 'application/json', ...odd.headers })
            .end(JSON.stringify(odd.body));
        };
        if (typeof passage === 'object' && passage.hasEffect !== true) {
          answerOddly(passage);
          return;
        }
        const answer = await fetch(target + path, {
          method: request.method ?? 'GET',
          headers: {
            authorization: request.headers.authorization ?? '',
            'user-agent': request.headers['user-agent'] ?? '',
            ...(text === '' ? {} : { 'content-type': 'application/json' }),
          },
          ...(text === '' ? {} : { body: text }),
        });
        const answered = Buffer.from(await answer.arrayBuffer());
        if (typeof passage === 'object') {
          answerOddly(passage);
          return;
        }
        if (passage === 'cut_after') {
          request.socket.destroy();
          return;
        }
        response.writeHead(answer.status, {
          'content-type': answer.headers.get('content-type') ?? 'text/plain',
        });
        response.end(typeof passage === 'function' ? rewrite(passage, answer.status, answered) : answered);
      })().catch(() => request.socket.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Without a body there is nothing to rewrite. */
function rewrite(passage: (answer: PassingAnswer) => unknown, status: number, answered: Buffer): string {
  const text = answered.toString();
  return text === '' ? '' : JSON.stringify(passage({ status, body: JSON.parse(text) as unknown }));
}
