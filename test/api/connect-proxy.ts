/** A proxy for CONNECT, closed after the test: it passes every tunnel to one server, or refuses. */
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';

export interface ConnectProxy {
  /** Host and port. */
  readonly host: string;
  /** The targets that were asked for, with the proxy's own authorization. */
  readonly seen: readonly { readonly target: string; readonly authorization: string | undefined }[];
}

export async function startConnectProxy(
  to: { port: number } | { status: number },
  tls?: { readonly key: string; readonly cert: string },
): Promise<ConnectProxy> {
  const seen: { target: string; authorization: string | undefined }[] = [];
  const sockets = new Set<Socket>();
  const server = tls === undefined ? createServer() : createTlsServer(tls);
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    seen.push({ target: request.url ?? '', authorization: request.headers['proxy-authorization'] });
    socket.on('error', () => socket.destroy());
    if ('status' in to) {
      socket.end(`HTTP/1.1 ${to.status} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const upstream = connect(to.port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    sockets.add(upstream);
    upstream.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}
