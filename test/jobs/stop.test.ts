import { expect, it } from 'vitest';
import { Stop } from '../../src/jobs/stop.js';

it('twenty jobs stop by one signal, and Node warns of nothing', async () => {
  const warnings: Error[] = [];
  const keep = (warning: Error): number => warnings.push(warning);
  process.on('warning', keep);
  const caller = new AbortController();
  const stops = Array.from({ length: 20 }, () => new Stop(caller.signal));
  caller.abort('SIGTERM');
  // Warnings are emitted in the next turn of the event loop.
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', keep);
  expect(stops.map(({ by }) => by)).toEqual(Array(20).fill('SIGTERM'));
  expect(stops.every(({ signal }) => signal.aborted)).toBe(true);
  expect(warnings).toEqual([]);
});
