/** The model of Fix: a new one for each filter and each mapping. */
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { ColumnsAnswer, KindsAnswer } from '../../wire.js';
import { useReview } from '../context.js';
import { Observable, useValue } from '../observable.js';
import { toAddress } from '../route.js';
import type { Session } from '../session.js';
import { ColumnWidths } from './column-widths.js';
import { toGridColumns, type Measure } from './columns.js';
import { FixModel } from './model.js';

/** Undefined until the columns are known. */
export function useFixModel(session: Session): FixModel | undefined {
  const { run, revision, work } = useReview();
  const [columns, setColumns] = useState<ColumnsAnswer['columns']>();
  const [kinds] = useState(() => new Observable<KindsAnswer | undefined>(undefined));
  const [widths] = useState(() => new ColumnWidths(run));
  const isReading = work?.kind === 'reading';
  const { filter } = useValue(session.navigation.route);
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
      columns === undefined
        ? undefined
        : new FixModel(session, { columns: toGridColumns(columns, makeMeasure()), kinds, widths }),
    [columns, address, again],
  );
  // At once: what an undo has changed is gone to, however early it was pressed.
  useLayoutEffect(() => model && follow(session, model), [model]);
  return model;
}

/** Rows that changed elsewhere, answers to edits, and cells to go to. */
function follow(session: Session, model: FixModel): () => void {
  const { row, at } = session.navigation.route.value;
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
    session.edits.edited.follow((answer) => {
      if (answer === undefined) return;
      model.store.put(answer.rows);
      if (answer.hasMore) model.store.expire(undefined);
      session.notices.say(answer.text);
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
