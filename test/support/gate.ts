import type { Sandbox } from '../../src/sandbox/index.js';
import { startProxy, type Passage } from './proxy.js';

/** Holds the writing requests of several programs before the sandbox, so that they meet however fast each one is. */
export interface Gate {
  readonly baseUrl: string;
  /** Holds each POST from now on, until the `count`-th request from now on whose label ends so, or until `open`. */
  close(label?: string, count?: number): void;
  /** Lets everything through; `cut`: what was held has no effect and no answer. */
  open(passage?: Passage): void;
  /** How many POSTs were held since `close`. */
  countHeld(): number;
}

export async function startGate(sandbox: Sandbox): Promise<Gate> {
  let release: (passage: Passage) => void = () => undefined;
  let held: Promise<Passage> | undefined;
  let awaited = { label: '', left: Infinity };
  let holding = 0;
  const open = (passage: Passage = 'pass'): void => {
    held = undefined;
    release(passage);
  };
  const origin = await startProxy(new URL(sandbox.url).origin, async ({ label }) => {
    if (awaited.label !== '' && label.endsWith(awaited.label) && (awaited.left -= 1) === 0) open();
    if (held === undefined || !label.startsWith('POST ')) return 'pass';
    holding += 1;
    return held;
  });
  return {
    baseUrl: `${origin}${new URL(sandbox.url).pathname}`,
    close: (label = '', count = Infinity) => {
      awaited = { label, left: count };
      holding = 0;
      held = new Promise((resolve) => (release = resolve));
    },
    open,
    countHeld: () => holding,
  };
}
