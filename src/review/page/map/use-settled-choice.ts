/** A choice in a list by keys: it passes other ones on its way, and counts once the person has come to rest. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** For as long as browsers take the next letter for a part of the same word. */
const REST_MS = 1000;

const MOVES: readonly string[] = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'];

export interface SettledChoice {
  /** Until it is taken or refused; undefined: none. */
  readonly chosen: string | undefined;
  /** Of the list. */
  readonly handlers: {
    readonly onChange: (event: { readonly currentTarget: HTMLSelectElement }) => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onKeyUp: () => void;
    readonly onBlur: () => void;
  };
}

/** Calls `take` once for what is chosen: at once by a pointer; by keys after a pause, at another key, or when the focus leaves. */
export function useSettledChoice(take: (value: string) => Promise<void>): SettledChoice {
  const [chosen, setChosen] = useState<string>();
  const open = useRef<string | undefined>(undefined);
  const rest = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const isByKey = useRef(false);
  const settle = (): void => {
    clearTimeout(rest.current);
    const value = open.current;
    if (value === undefined) return;
    open.current = undefined;
    void take(value).finally(() => open.current === undefined && setChosen(undefined));
  };
  // At once: a choice that is made early is taken, too, when the list goes or the window is closed.
  useLayoutEffect(() => {
    const leave = (event: BeforeUnloadEvent): void => {
      if (open.current !== undefined) event.preventDefault();
      settle();
    };
    addEventListener('beforeunload', leave);
    return () => {
      removeEventListener('beforeunload', leave);
      settle();
    };
  }, []);
  const choose = (value: string): void => {
    clearTimeout(rest.current);
    open.current = value;
    setChosen(value);
    if (isByKey.current) rest.current = setTimeout(settle, REST_MS);
    else settle();
  };
  return {
    chosen,
    handlers: {
      onChange: ({ currentTarget }) => choose(currentTarget.value),
      onKeyDown: (event) => {
        isByKey.current = isChoosing(event);
        if (!isByKey.current) settle();
      },
      onKeyUp: () => (isByKey.current = false),
      onBlur: settle,
    },
  };
}

function isChoosing({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return !ctrlKey && !metaKey && !altKey && (key.length === 1 || MOVES.includes(key));
}
