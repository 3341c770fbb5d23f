import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Answers the `index`-th request (from 0), however it likes. */
export type OddAnswer = (
  response: ServerResponse,
  index: number,
  request: SeenRequest,
  socket: Socket,
) => void;

export interface OddServer {
  readonly url: string;
  readonly port: number;
  readonly seen: readonly SeenRequest[];
  /** Connections opened so far. */
  connections(): number;
  /** Connections open now. */
  openConnections(): Promise<number>;
  close(): Promise<void>;
}

/** A server for answers that no well-behaved one gives. It keeps what it was asked. */
export async function startOddServer(answer: OddAnswer): Promise<OddServer> {
  const seen: SeenRequest[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      const index = seen.push(one) - 1;
      answer(response, index, one, request.socket);
    });
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/v1`,
    port,
    seen,
    connections: () => connections,
    openConnections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
      }),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** A customer as the vendor would give it. */
export function aCustomer(uid = 'c0000000-0000-4000-8000-000000000001'): Record<string, unknown> {
  return {
    uid,
    name: 'Jane Doe',
    email: 'jane@example.com',
    externalId: 'x-1',
    createdAt: '2026-01-01T00:00:00.000Z',
  };
}
