import { describe, expect, it } from 'vitest';
import { toSafeEmit, type RunEvent } from '../../src/core/events.js';

describe('safe emit', () => {
  it('tells every listener every event, in order', () => {
    const heard: string[] = [];
    const note =
      (name: string) =>
      (event: RunEvent): void => {
        heard.push(`${name} ${event.type}`);
      };
    const emit = toSafeEmit([note('a'), note('b')]);
    emit({ type: 'phase', phase: 'reading' });
    emit({ type: 'throttled', waitMs: 5 });
    expect(heard).toEqual(['a phase', 'b phase', 'a throttled', 'b throttled']);
  });

  it('continues after listeners that throw, and sends the same listener the next event too', () => {
    const heard: string[] = [];
    const emit = toSafeEmit([
      (event) => {
        heard.push(`broken ${event.type}`);
        throw new Error('the bar is gone');
      },
      (event) => heard.push(`well ${event.type}`),
    ]);
    emit({ type: 'note', message: 'x' });
    emit({ type: 'throttled', waitMs: 5 });
    expect(heard).toEqual(['broken note', 'well note', 'broken throttled', 'well throttled']);
  });
});
