/** Fix: the rows with their problems, and what to do about them. */
import { useState } from 'preact/hooks';
import { useNarrow, useReview, useSession } from '../context.js';
import { FilesDialog } from '../frame/files-dialog.js';
import { Gone } from '../frame/gone.js';
import { NextButton } from '../frame/next-button.js';
import { StatusLine } from '../frame/status-line.js';
import { Verdict } from '../frame/verdict.js';
import { useValue } from '../observable.js';
import { isFiltered } from '../route.js';
import { toCount, toNumber } from '../words.js';
import { AcceptDialog } from './accept-dialog.js';
import { Cards } from './cards.js';
import { CellBar } from './cell-bar.js';
import { Empty } from './empty.js';
import { FixContext, useFix } from './fix-context.js';
import { Grid } from './grid.js';
import { toRowLabel } from './grid-row.js';
import { KindsPanel } from './kinds-panel.js';
import { useFixKeys } from './use-fix-keys.js';
import { useFixModel } from './use-fix-model.js';
import { ReplaceDialog } from './replace-dialog.js';
import { HistoryButtons, SEARCH_ID, Toolbar } from './toolbar.js';

const KEYS = [
  ['F8', 'next problem'],
  ['Ctrl+Enter', 'accept'],
  ['Ctrl+Shift+Enter', 'accept all'],
  ['Enter', 'edit'],
  ['Ctrl+Z', 'undo'],
  ['F6', 'next area'],
  ['?', 'all keys'],
] as const;

export function FixStep() {
  const session = useSession();
  const { work, counts } = useReview();
  const [hasFiles, setFiles] = useState(false);
  const isNarrow = useNarrow();
  const model = useFixModel(session);
  return (
    <FixContext.Provider value={model}>
      <Verdict>
        {isNarrow && model !== undefined ? (
          <HistoryButtons />
        ) : (
          <button class="button big" type="button" onClick={() => setFiles(true)}>
            Download
          </button>
        )}
        <NextButton
          step="preview"
          label={isNarrow ? 'Next: Preview' : `Next: Preview ${toCount(counts.ready, 'row')}`}
        />
      </Verdict>
      <main id="work" class="work fix" tabIndex={-1}>
        <Gone />
        {model === undefined || work?.kind === 'reading' ? (
          <Reading />
        ) : (
          <Body isNarrow={isNarrow} onFiles={() => setFiles(true)} />
        )}
      </main>
      <StatusLine keys={KEYS}>{model !== undefined && <Where />}</StatusLine>
      {hasFiles && <FilesDialog onClose={() => setFiles(false)} />}
    </FixContext.Provider>
  );
}

function Reading() {
  const { work } = useReview();
  return (
    <div class="message">
      <p role="status">
        {work?.kind === 'reading'
          ? `Reading the file: ${toCount(work.done, 'row')} so far.`
          : 'Fetching the columns.'}
      </p>
    </div>
  );
}

function Body({ isNarrow, onFiles }: { readonly isNarrow: boolean; readonly onFiles: () => void }) {
  const model = useFix();
  useValue(model.store.version);
  const asking = useValue(model.asking);
  const isReplacing = useValue(model.isReplacing);
  const isEmpty = model.store.about?.total === 0;
  return (
    <>
      {isNarrow ? <Cards /> : <Table isEmpty={isEmpty} onFiles={onFiles} />}
      {asking !== undefined && <AcceptDialog kind={asking} />}
      {isReplacing && <ReplaceDialog />}
    </>
  );
}

function Table({ isEmpty, onFiles }: { readonly isEmpty: boolean; readonly onFiles: () => void }) {
  useFixKeys(useFix(), focusSearch);
  return (
    <>
      <KindsPanel onFiles={onFiles} />
      <div class="rows">
        <Toolbar />
        {isEmpty ? (
          <Empty />
        ) : (
          <>
            <CellBar />
            <Grid onSearch={focusSearch} />
          </>
        )}
      </div>
    </>
  );
}

/** False where the search has the focus already: the key is the browser's then. */
function focusSearch(): boolean {
  const field = document.getElementById(SEARCH_ID);
  if (field === null || field === document.activeElement) return false;
  field.focus();
  return true;
}

function Where() {
  const model = useFix();
  const session = useSession();
  useValue(model.store.version);
  useValue(model.cursor);
  const { counts } = useReview();
  const { about, filter } = model.store;
  if (about === undefined) return null;
  const place = model.row === undefined ? '' : `${toRowLabel(model.row.row)}, ${model.column?.name ?? ''}. `;
  if (!isFiltered(filter)) return <>{`${place}${toCount(about.total, 'row')}`}</>;
  return (
    <>
      {`${place}${toNumber(about.total)} of ${toCount(counts.rows, 'row')} shown`}
      {about.fixedSince > 0 && (
        <>
          {`, ${toNumber(about.fixedSince)} fixed since. `}
          <button class="link" type="button" onClick={() => session.filterAgain()}>
            Hide them
          </button>
        </>
      )}
    </>
  );
}
