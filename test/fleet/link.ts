/** A TCP connection that a test can cut: to PostgreSQL, or to the vendor. */
import { connect, createServer, type AddressInfo, type NetConnectOpts, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

interface Link {
  readonly port: number;
  /** Resets all connections, and each new one, until `restore`. */
  cut(): void;
  restore(): void;
  /**
   * Once: what the client sends with this text in it passes, and the connection is reset when `isWhole` says that the answer, as it
   * has come so far, is whole: none of it passes. Resolves then.
   */
  loseAnswer(to: string, isWhole: (answer: Buffer) => boolean): Promise<void>;
}

interface Loss {
  readonly to: string;
  readonly isWhole: (answer: Buffer) => boolean;
  readonly done: () => void;
}

export async function openLink(target: NetConnectOpts, host = '127.0.0.1'): Promise<Link> {
  const clients = new Set<Socket>();
  let isCut = false;
  let loss: Loss | undefined;
  const server = createServer((client) => {
    if (isCut) {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect(target);
    clients.add(client);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clients.delete(socket);
        other.destroy();
      });
    }
    let losing: Loss | undefined;
    let kept = Buffer.alloc(0);
    client.on('data', (chunk) => {
      if (loss !== undefined && chunk.includes(loss.to)) [losing, loss] = [loss, undefined];
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (losing === undefined) {
        client.write(chunk);
        return;
      }
      kept = Buffer.concat([kept, chunk]);
      if (!losing.isWhole(kept)) return;
      client.resetAndDestroy();
      losing.done();
    });
  });
  await new Promise<void>((listening) => server.listen(0, host, listening));
  const cut = (): void => {
    isCut = true;
    for (const client of clients) client.resetAndDestroy();
  };
  onTestFinished(() => {
    cut();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    restore: () => {
      isCut = false;
    },
    loseAnswer: (to, isWhole) =>
      new Promise((done) => {
        loss = { to, isWhole, done };
      }),
  };
}
