/**
 * Errors that no one caught: a mistake of this program. Node's own exit status for them is 1, which says "done, but some
 * rows failed" here. So they are reported like any other, and the process ends at once: the journal has the rest.
 */
export function listenForUncaught(tell: (error: unknown) => number): { stop(): void } {
  // Rejections that no one handles arrive here too.
  const listener = (error: unknown): void => process.exit(tell(error));
  process.on('uncaughtException', listener);
  return { stop: () => void process.off('uncaughtException', listener) };
}
