/** The editor in a cell. Escape gives up; Enter keeps and goes down; Tab keeps and goes right. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { CellProblem } from '../../wire.js';
import { useFix } from './fix-context.js';

interface Props {
  readonly text: string;
  readonly label: string;
  readonly problem: CellProblem | undefined;
}

const LIST = 'cell-suggestions';

export function CellEditor({ text, label, problem }: Props) {
  const model = useFix();
  const ref = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  // Before the next key: a quick hand loses no letter.
  useLayoutEffect(() => {
    const input = ref.current;
    input?.focus();
    input?.setSelectionRange(text.length, text.length);
    const leave = (event: BeforeUnloadEvent): void => {
      if (input !== null && input.value !== text) event.preventDefault();
    };
    addEventListener('beforeunload', leave);
    return () => removeEventListener('beforeunload', leave);
  }, []);
  const leave = (): void => {
    isDone.current = true;
    model.editing.set(undefined);
    model.focus.set(model.focus.value + 1);
  };
  const keep = (): void => {
    if (!isDone.current && ref.current !== null) model.set(ref.current.value);
    isDone.current = true;
  };
  const press = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const { index, column } = model.cursor.value;
    event.stopPropagation();
    if (event.key === 'Escape') leave();
    else if (event.key === 'Enter' || event.key === 'Tab') {
      keep();
      leave();
      if (event.key === 'Tab') model.move(index, column + (event.shiftKey ? -1 : 1));
      else if (!event.ctrlKey && !event.metaKey) model.move(index + (event.shiftKey ? -1 : 1), column);
      else void model.find('next');
      model.focus.set(model.focus.value + 1);
    } else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        ref={ref}
        class="editor"
        aria-label={label}
        defaultValue={text}
        list={LIST}
        onKeyDown={press}
        onBlur={() => {
          keep();
          model.editing.set(undefined);
        }}
        {...(problem === undefined ? {} : { 'aria-describedby': 'cell-reason' })}
      />
      <datalist id={LIST}>
        {problem?.suggestion !== undefined && <option value={problem.suggestion.value} />}
        {model.allowed.value.map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
    </>
  );
}
