/** Keys of Fix that work wherever the focus is: to the next problem, to the search, and what is done about the cell on show. */
import { useLayoutEffect } from 'preact/hooks';
import { isWriting } from '../frame/use-frame-keys.js';
import { act } from './grid-actions.js';
import { toGridAction, type GridAction } from './grid-keys.js';
import type { FixModel } from './model.js';

const IN_FIELDS: ReadonlySet<GridAction['kind']> = new Set(['next', 'previous', 'search']);
const ELSEWHERE: ReadonlySet<GridAction['kind']> = new Set([
  ...IN_FIELDS,
  ...(['accept', 'accept_all', 'toggle_row'] as const),
]);

/** `onSearch`: false where the key is the browser's. */
export function useFixKeys(model: FixModel, onSearch: () => boolean): void {
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      const action = toGridAction(event);
      if (action === undefined || !toAllowed(event.target).has(action.kind)) return;
      if (action.kind === 'search' && !onSearch()) return;
      event.preventDefault();
      if (action.kind !== 'search') act(model, action, 1);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [model]);
}

/** With Ctrl, a link opens in a new tab, and a list or a field has a use of its own for it. */
function toAllowed(target: EventTarget | null): ReadonlySet<GridAction['kind']> {
  const isOwn = isWriting(target) || (target instanceof Element && target.matches('a, select'));
  return isOwn ? IN_FIELDS : ELSEWHERE;
}
