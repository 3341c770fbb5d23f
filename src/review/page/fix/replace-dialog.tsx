/** Replace in a column: the number of cells is there before anything happens. */
import { useEffect, useState } from 'preact/hooks';
import type { ReplaceCountAnswer } from '../../wire.js';
import { useSession } from '../context.js';
import { Modal } from '../frame/modal.js';
import { toCount } from '../words.js';
import { useFix } from './fix-context.js';

const PAUSE_MS = 250;

export function ReplaceDialog() {
  const model = useFix();
  const session = useSession();
  const choices = model.columns.filter(({ at }) => at >= 0);
  const here = choices.find(({ at }) => at === model.column?.at) ?? choices[0];
  const [column, setColumn] = useState(here?.at ?? 0);
  const [find, setFind] = useState('');
  const [whole, setWhole] = useState(false);
  const [replace, setReplace] = useState('');
  const cells = useCells(column, find, whole);
  const close = (): void => model.isReplacing.set(false);
  const run = async (event: Event): Promise<void> => {
    event.preventDefault();
    const answer = await session.step('Replacing', '/api/replace', { column, find, whole, replace });
    if (answer === undefined) return;
    close();
    session.notices.show(answer.text, answer.undo !== '');
    if (answer.first !== undefined) await model.goTo(answer.first.row, answer.first.at);
  };
  return (
    <Modal title="Replace in a column" onClose={close}>
      <form onSubmit={(event) => void run(event)}>
        <label for="replace-column">Column</label>
        <select
          id="replace-column"
          class="field"
          value={column}
          onChange={({ currentTarget }) => setColumn(Number(currentTarget.value))}
        >
          {choices.map(({ at, name }) => (
            <option key={at} value={at}>
              {name}
            </option>
          ))}
        </select>
        <label for="replace-find">Find</label>
        <input
          id="replace-find"
          class="field"
          value={find}
          onInput={({ currentTarget }) => setFind(currentTarget.value)}
        />
        <label for="replace-with">Replace with</label>
        <input
          id="replace-with"
          class="field"
          value={replace}
          onInput={({ currentTarget }) => setReplace(currentTarget.value)}
        />
        <label class="tick">
          <input
            type="checkbox"
            checked={whole}
            onChange={({ currentTarget }) => setWhole(currentTarget.checked)}
          />{' '}
          Only whole cells
        </label>
        <p class="muted" role="status">
          {toCellsText(find, whole, cells)}
        </p>
        <div class="actions">
          <button class="button big" type="button" onClick={close}>
            Back <kbd>Esc</kbd>
          </button>
          <button class="button big main" type="submit" disabled={cells === undefined || cells === 0}>
            {cells === undefined || cells === 0 ? 'Replace' : `Replace in ${toCount(cells, 'cell')}`}
          </button>
        </div>
      </form>
    </Modal>
  );
}

function toCellsText(find: string, whole: boolean, cells: number | undefined): string {
  if (find === '' && !whole) return 'Type what to find. Upper and lower case differ.';
  if (cells === undefined) return 'Counting.';
  return cells === 0 ? 'No cell has it.' : `${toCount(cells, 'cell')} would change.`;
}

/** Undefined while they are counted. */
function useCells(column: number, find: string, whole: boolean): number | undefined {
  const session = useSession();
  const [cells, setCells] = useState<number>();
  useEffect(() => {
    setCells(undefined);
    if (find === '' && !whole) return;
    const stop = new AbortController();
    const query = new URLSearchParams({ column: String(column), find, whole: whole ? '1' : '0' });
    const timer = setTimeout(() => {
      void session
        .ask<ReplaceCountAnswer>(`/api/replace?${query.toString()}`, { signal: stop.signal })
        .then((answer) => answer && setCells(answer.cells));
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [column, find, whole]);
  return cells;
}
