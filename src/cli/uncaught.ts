/**
 * Errors that no one caught: a mistake of this program. Node's own exit status for them is 1, which says "done, but some
 * rows are not well" here. So they are told like any other, and the process leaves at once: the journal knows the rest.
 */
export function listenForUncaught(tell: (error: unknown) => number): { stop(): void } {
  // Rejections that no one handles arrive here too.
  const listener = (error: unknown): void => process.exit(tell(error));
  process.on('uncaughtException', listener);
  return { stop: () => void process.off('uncaughtException', listener) };
}
