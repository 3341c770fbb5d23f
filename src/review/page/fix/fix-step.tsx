/** Fix: the rows with their problems, and what to do about them. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ColumnsAnswer, KindsAnswer } from '../../wire.js';
import { useNarrow, useReview, useSession } from '../context.js';
import { FilesDialog } from '../frame/files-dialog.js';
import { Gone } from '../frame/gone.js';
import { NextButton } from '../frame/next-button.js';
import { StatusLine } from '../frame/status-line.js';
import { Verdict } from '../frame/verdict.js';
import { Observable, useValue } from '../observable.js';
import { isFiltered, toAddress } from '../route.js';
import type { Session } from '../session.js';
import { toCount, toNumber } from '../words.js';
import { AcceptDialog } from './accept-dialog.js';
import { Cards } from './cards.js';
import { CellBar } from './cell-bar.js';
import { toGridColumns, type Measure } from './columns.js';
import { Empty } from './empty.js';
import { FixContext, useFix } from './fix-context.js';
import { Grid } from './grid.js';
import { toRowLabel } from './grid-row.js';
import { KindsPanel } from './kinds-panel.js';
import { FixModel } from './model.js';
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
  const model = useModel(session);
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
        <NextButton step="preview" label={`Next: Preview ${toCount(counts.ready, 'row')}`} />
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
      {isNarrow ? (
        <Cards />
      ) : (
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
      )}
      {asking !== undefined && <AcceptDialog kind={asking} />}
      {isReplacing && <ReplaceDialog />}
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

/** One model for each filter and each mapping; undefined until the columns are known. */
function useModel(session: Session): FixModel | undefined {
  const { revision, work } = useReview();
  const [columns, setColumns] = useState<ColumnsAnswer['columns']>();
  const [kinds] = useState(() => new Observable<KindsAnswer | undefined>(undefined));
  const isReading = work?.kind === 'reading';
  const { filter } = useValue(session.route);
  const again = useValue(session.again);
  const address = toAddress({ step: 'fix', filter, row: undefined, at: undefined });
  useEffect(() => {
    if (!isReading)
      void session.ask<ColumnsAnswer>('/api/columns').then((answer) => answer && setColumns(answer.columns));
  }, [isReading]);
  useEffect(() => {
    if (!isReading) void session.ask<KindsAnswer>('/api/kinds').then((answer) => answer && kinds.set(answer));
  }, [isReading, revision, work?.kind]);
  const model = useMemo(
    () =>
      columns === undefined ? undefined : new FixModel(session, toGridColumns(columns, makeMeasure()), kinds),
    [columns, address, again],
  );
  useEffect(() => model && follow(session, model), [model]);
  return model;
}

/** Rows that changed elsewhere, answers to edits, and cells to go to. */
function follow(session: Session, model: FixModel): () => void {
  const { row, at } = session.route.value;
  let isNew = true;
  const begin = (): void => {
    if (!isNew || model.store.about === undefined) return;
    isNew = false;
    if (row !== undefined) void model.goTo(row, at ?? -1);
    else if (model.store.total > 0) void model.findFirst();
  };
  const stops = [
    model.store.version.follow(begin),
    model.store.version.follow(() => model.point()),
    session.checked.follow(({ rows }) => model.store.expire(rows)),
    session.edited.follow((answer) => {
      if (answer === undefined) return;
      model.store.put(answer.rows);
      if (answer.hasMore) model.store.expire(undefined);
      session.say(answer.text);
    }),
    session.jump.follow((place) => place !== undefined && void model.goTo(place.row, place.at)),
  ];
  model.store.want(0, 0);
  return () => {
    for (const stop of stops) stop();
    model.store.close();
  };
}

/** In the font of the page. */
function makeMeasure(): Measure {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return (text) => text.length * 8;
  context.font = `13px ${getComputedStyle(document.body).fontFamily}`;
  return (text) => context.measureText(text).width;
}
