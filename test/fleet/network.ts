/** A network namespace for a worker, with one cable to PostgreSQL and one to the vendor. */
import { spawnSync } from 'node:child_process';
import { onTestFinished } from 'vitest';

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

function ip(...args: readonly string[]): void {
  const { status, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`);
}

/** Undefined where this user may make none. */
export function openNetwork(): Network | undefined {
  const name = `bulk-${process.pid}`;
  if (spawnSync('ip', ['netns', 'add', name]).status !== 0) return undefined;
  // Both ends of a cable go with the namespace that has one of them.
  onTestFinished(() => ip('netns', 'del', name));
  const lay = (at: number): Cable => {
    const [here, there] = [`bulk${process.pid}-${at}`, `eth${at}`];
    // Addresses for tests of networks.
    const toAddress = (end: number): string => `198.18.${at}.${end}`;
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
