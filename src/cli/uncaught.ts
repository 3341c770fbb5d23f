/**
 * Errors that no one caught: a mistake of this program. Node's own exit status for them is 1, which says "done, but some
 * rows failed" here. So they are reported like any other, and the process ends then: the journal has the rest.
 */
export interface Uncaught {
  /** Rejects with the first such error. */
  readonly thrown: Promise<never>;
  /** Aborts then: the job is asked to stop. */
  readonly signal: AbortSignal;
  stop(): void;
}

export function listenForUncaught(): Uncaught {
  const controller = new AbortController();
  let reject: (error: unknown) => void = () => undefined;
  const thrown = new Promise<never>((_resolve, rejectThrown) => (reject = rejectThrown));
  // Rejections that no one handles arrive here too. Later errors are consequences of the first.
  const listener = (error: unknown): void => {
    reject(error);
    controller.abort();
  };
  process.on('uncaughtException', listener);
  // It may come when nothing waits for it any more.
  thrown.catch(() => undefined);
  return { thrown, signal: controller.signal, stop: () => void process.off('uncaughtException', listener) };
}
