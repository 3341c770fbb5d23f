/** Ctrl-C and SIGTERM: the first asks to stop, the second leaves at once. */
const EXIT = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * A signal that aborts, with the name of the signal as its reason, when the process is asked to stop. Leaving at once
 * loses nothing either: everything that was reported as done is in the journal, and `resume` looks up what was under way.
 */
export function listenForInterrupts(onFirst: () => void): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const listeners = (['SIGINT', 'SIGTERM'] as const).map((name) => {
    const listener = (): void => {
      if (controller.signal.aborted) process.exit(EXIT[name]);
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
