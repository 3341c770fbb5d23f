/** Keys that work on each step: undo, redo, next area, and the list of keys. */
import { useLayoutEffect } from 'preact/hooks';
import { useHistory, type History } from './use-history.js';

const AREAS = '[data-area]';
const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), [tabindex="0"]';

export function useFrameKeys(openKeys: () => void): void {
  const history = useHistory();
  // At once with the frame: an effect after painting would lose a key that is pressed early.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      if (act(event, history, openKeys)) event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [history, openKeys]);
}

function act(event: KeyboardEvent, history: History, openKeys: () => void): boolean {
  if (event.key === 'F6') return moveArea(event.shiftKey ? -1 : 1);
  if (isWriting(event.target)) return false;
  if (event.key === '?') {
    openKeys();
    return true;
  }
  if (!event.ctrlKey && !event.metaKey) return false;
  const key = event.key.toLowerCase();
  if (key === 'z') void (event.shiftKey ? history.redo() : history.undo());
  else if (key === 'y') void history.redo();
  else return false;
  return true;
}

export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.matches('input:not([type=checkbox], [type=radio]), textarea') || target.isContentEditable;
}

function moveArea(by: 1 | -1): boolean {
  const areas = [...document.querySelectorAll<HTMLElement>(AREAS)].filter((area) => area.checkVisibility());
  const at = areas.findLastIndex((area) => area.contains(document.activeElement));
  const start = at === -1 && by === -1 ? 0 : at;
  for (let step = 1; step <= areas.length; step += 1) {
    const area = areas[(start + by * step + areas.length * 2) % areas.length];
    const target =
      area?.querySelector<HTMLElement>('[data-first]') ?? area?.querySelector<HTMLElement>(FOCUSABLE);
    if (target !== undefined && target !== null) {
      target.focus();
      return true;
    }
  }
  return false;
}
