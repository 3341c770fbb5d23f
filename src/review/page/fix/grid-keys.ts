/** What a key does in the grid. */

export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

export type GridAction =
  /** By rows and columns; Infinity: to the end. */
  | { readonly kind: 'move'; readonly rows: number; readonly columns: number }
  | { readonly kind: 'page'; readonly way: 1 | -1 }
  /** The column of the cursor, by px. */
  | { readonly kind: 'widen'; readonly by: number }
  /** Opens the editor, with this text instead of the value if it is given. */
  | { readonly kind: 'edit'; readonly text?: string }
  | {
      readonly kind:
        | 'list'
        | 'clear'
        | 'next'
        | 'previous'
        | 'accept'
        | 'accept_all'
        | 'toggle_row'
        | 'undo'
        | 'redo'
        | 'copy'
        | 'search';
    };

const MOVES: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

export function toGridAction(press: Press): GridAction | undefined {
  if (press.ctrlKey || press.metaKey) return toControlAction(press);
  const { key, shiftKey, altKey } = press;
  if (altKey) return toAltAction(key, shiftKey);
  const move = MOVES[key];
  if (move !== undefined) return { kind: 'move', rows: move[0], columns: move[1] };
  if (key === 'PageDown' || key === 'PageUp') return { kind: 'page', way: key === 'PageDown' ? 1 : -1 };
  if (key === 'Enter' || key === 'F2') return { kind: 'edit' };
  if (key === 'F8') return { kind: shiftKey ? 'previous' : 'next' };
  if (key === 'Delete' || key === 'Backspace') return { kind: 'clear' };
  // Typing writes: one character, as people see it.
  return toTyped(key);
}

const WIDER_BY = 16;

function toAltAction(key: string, shiftKey: boolean): GridAction | undefined {
  if (!shiftKey) return key === 'ArrowDown' ? { kind: 'list' } : undefined;
  if (key === 'ArrowRight') return { kind: 'widen', by: WIDER_BY };
  return key === 'ArrowLeft' ? { kind: 'widen', by: -WIDER_BY } : undefined;
}

/** Keys that write have their character as name; others have longer ones, such as `Shift`. */
function toTyped(key: string): GridAction | undefined {
  return /^.$/u.test(key) ? { kind: 'edit', text: key } : undefined;
}

function toControlAction({ key, shiftKey, altKey }: Press): GridAction | undefined {
  // AltGr writes characters, and browsers report it as Ctrl+Alt.
  if (altKey) return toTyped(key);
  if (key === 'Home') return { kind: 'move', rows: -Infinity, columns: -Infinity };
  if (key === 'End') return { kind: 'move', rows: Infinity, columns: Infinity };
  if (key === 'Enter') return { kind: shiftKey ? 'accept_all' : 'accept' };
  if (key === 'Delete' || key === 'Backspace') return { kind: 'toggle_row' };
  const letter = key.toLowerCase();
  if (letter === 'z') return { kind: shiftKey ? 'redo' : 'undo' };
  if (letter === 'y') return { kind: 'redo' };
  if (letter === 'c') return { kind: 'copy' };
  return letter === 'f' ? { kind: 'search' } : undefined;
}
