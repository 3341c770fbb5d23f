import { isatty } from 'node:tty';

/** Ctrl-C, SIGTERM, and SIGHUP of a terminal that was closed: the first asks to stop, a second Ctrl-C or SIGTERM leaves at once. */
const EXIT = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * A signal that aborts, with the name of the signal as its reason, when the process is asked to stop. Leaving at once
 * loses nothing either: everything that was reported as done is in the journal, and `resume` looks up what was under way.
 */
export function listenForInterrupts(onFirst: () => void): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const isAtTerminal = process.platform !== 'win32' && [0, 1, 2].some((descriptor) => isatty(descriptor));
  let isHungUp = false;
  const listeners = (['SIGHUP', 'SIGINT', 'SIGTERM'] as const).map((name) => {
    const listener = (): void => {
      const isFirst = !controller.signal.aborted;
      if (name === 'SIGHUP') {
        // The system and the shell each send one, so that a second one asks for nothing more.
        if (isAtTerminal && !isHungUp) process.once('exit', endByHangUp);
        isHungUp = true;
      } else if (!isFirst) process.exit(EXIT[name]);
      if (!isFirst) return;
      controller.abort(name);
      onFirst();
    };
    process.on(name, listener);
    return { name, listener };
  });
  return {
    signal: controller.signal,
    stop: () => listeners.forEach(({ name, listener }) => process.off(name, listener)),
  };
}

/** Ends by the signal itself: the terminal may be gone, and an exit of Node.js aborts as it resets one. */
function endByHangUp(): void {
  process.removeAllListeners('SIGHUP');
  process.kill(process.pid, 'SIGHUP');
}
