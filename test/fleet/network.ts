/** A network namespace for a worker, with one cable to PostgreSQL and one to the vendor. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const FORWARD = resolve('test/fleet/children/forward.mjs');

interface Cable {
  /** The address of this end, for the servers. */
  readonly host: string;
  /** Packets vanish: no end learns of it. */
  pull(): void;
  plug(): void;
}

export interface Network {
  /** What starts a program in it. */
  readonly command: readonly string[];
  readonly cables: readonly [Cable, Cable];
}

/** A port on loopback in the network that leads to a server at the end of a cable. */
export async function forward({ command }: Network, host: string, port: number): Promise<number> {
  const [program, ...args] = [...command, process.execPath, FORWARD, host, String(port)];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [text] = (await once(child.stdout, 'data')) as [Buffer];
  return Number(text.toString());
}

function ip(...args: readonly string[]): void {
  const { status, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`);
}

let count = 0;

export function openNetwork(): Network {
  count += 1;
  // The cables of an earlier one may still be there.
  const name = `bulk${process.pid}-${count}`;
  ip('netns', 'add', name);
  // Both ends of a cable go with the namespace that has one of them.
  onTestFinished(() => ip('netns', 'del', name));
  ip('-n', name, 'link', 'set', 'lo', 'up');
  const lay = (at: number): Cable => {
    const [here, there] = [`b${process.pid}-${count}-${at}`, `eth${at}`];
    // Addresses for tests of networks.
    const toAddress = (end: number): string => `198.18.${2 * count + at}.${end}`;
    ip('link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', name);
    ip('address', 'add', `${toAddress(1)}/24`, 'dev', here);
    ip('link', 'set', here, 'up');
    ip('-n', name, 'address', 'add', `${toAddress(2)}/24`, 'dev', there);
    ip('-n', name, 'link', 'set', there, 'up');
    const set = (state: string) => () => ip('link', 'set', here, state);
    return { host: toAddress(1), pull: set('down'), plug: set('up') };
  };
  return { command: ['ip', 'netns', 'exec', name], cables: [lay(1), lay(2)] };
}
