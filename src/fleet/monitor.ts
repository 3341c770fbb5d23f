/** The page of a worker for machines: whether it lives, whether it can work, and its figures. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { BulkError } from '../core/errors.js';
import type { Emit } from '../core/events.js';
import { toReasonText } from '../core/system-reason.js';
import { countRuns } from './runs.js';
import { Figures } from './figures.js';
import type { WorkerWord } from './work-on.js';
import type { Fleet } from './enqueue.js';

export interface Monitor {
  readonly emit: Emit;
  /** Counts what the worker says, and passes it on. */
  listen(say: (word: WorkerWord) => void): (word: WorkerWord) => void;
  /** The queue that the worker takes runs from. */
  watch(fleet: Fleet): void;
  close(): Promise<void>;
}

/** `address`: such as `127.0.0.1:9464`; undefined: nothing listens. Throws `config_invalid`. */
export async function openMonitor(address: string | undefined, worker: string): Promise<Monitor> {
  const figures = new Figures(worker);
  let fleet: Fleet | undefined;
  const server =
    address === undefined
      ? undefined
      : createServer(
          (request, response) => void answer(request.url ?? '', response, { figures, fleet: () => fleet }),
        );
  if (server !== undefined && address !== undefined) await listenAt(server, address);
  return {
    emit: figures.count,
    listen: (say) => (word) => {
      figures.hear(word);
      say(word);
    },
    watch: (watched) => {
      fleet = watched;
    },
    close: async () => {
      if (server === undefined) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Where only programs on this machine reach it; of an address that is a port alone. */
const LOOPBACK = '127.0.0.1';

async function listenAt(server: Server, address: string): Promise<void> {
  const [, name = LOOPBACK, port = ''] = /^(?:(.+):)?(\d+)$/.exec(address) ?? [];
  try {
    server.listen(Number(port), name.replace(/^\[(.*)\]$/, '$1'));
    await once(server, 'listening');
  } catch (cause) {
    throw new BulkError(
      'config_invalid',
      `Expected \`--listen\` to be a free address of this machine; ${address}: ${toReasonText(cause)}.`,
      { cause, hint: 'Choose another port.' },
    );
  }
}

interface Sources {
  readonly figures: Figures;
  readonly fleet: () => Fleet | undefined;
}

async function answer(url: string, response: ServerResponse, { figures, fleet }: Sources): Promise<void> {
  const path = url.replace(/\?.*$/, '');
  const queue = fleet();
  const runs = path === '/healthz' || queue === undefined ? undefined : await countQuietly(queue);
  if (path === '/healthz') end(response, 200, 'ok\n');
  else if (path === '/readyz')
    end(response, runs === undefined ? 503 : 200, runs === undefined ? 'no queue\n' : 'ok\n');
  else if (path === '/metrics') end(response, 200, figures.toText(runs));
  else end(response, 404, 'Ask for /healthz, /readyz or /metrics.\n');
}

async function countQuietly(fleet: Fleet): Promise<Record<string, number> | undefined> {
  try {
    return await countRuns(fleet);
  } catch {
    return undefined;
  }
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
  response.end(text);
}
