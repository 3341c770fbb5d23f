/** The customers that would change. Only what is in view is drawn; the heights differ. */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { defaultRangeExtractor } from '@tanstack/virtual-core';
import type { CustomerChange, PreviewAnswer } from '../../wire.js';
import { useNarrow, useSession } from '../context.js';
import { makeId } from '../net/call.js';
import { useVirtualizer } from '../use-virtualizer.js';
import { useValue } from '../observable.js';
import { toNumber } from '../words.js';
import { ChangeItem } from './change-item.js';
import type { ChangeStore } from './change-store.js';
import { SERIOUS } from './kinds.js';

interface Props {
  readonly store: ChangeStore;
  readonly preview: PreviewAnswer;
  readonly onWhere: (where: string) => void;
}

const USUAL_HEIGHT = 64;

export function ChangeList({ store, preview, onWhere }: Props) {
  const session = useSession();
  const [opened, toggleOpen] = useToggles();
  const isNarrow = useNarrow();
  const version = useValue(store.version);
  const scroller = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState(0);
  const [wantsFocus, setWantsFocus] = useState(false);
  const total = store.total ?? 0;
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => (isNarrow ? document.documentElement : scroller.current),
    estimateSize: () => USUAL_HEIGHT,
    overscan: 5,
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), ...(cursor < total ? [cursor] : [])])].sort(
        (a, b) => a - b,
      ),
  });
  const items = virtualizer.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => store.want(virtualizer.range?.startIndex ?? 0, last), [store, version, first, last]);
  useEffect(() => setCursor(0), [store]);
  useEffect(
    () => onWhere(total === 0 ? '' : `Customer ${toNumber(cursor + 1)} of ${toNumber(total)}`),
    [cursor, total],
  );
  useLayoutEffect(() => {
    if (!wantsFocus) return;
    setWantsFocus(false);
    virtualizer.scrollToIndex(cursor, { align: 'auto' });
    scroller.current?.querySelector<HTMLElement>(`[data-index="${cursor}"]`)?.focus({ preventScroll: true });
  });
  const choose = (change: CustomerChange): Promise<void> => chooseRow(session, preview, change);
  const move = (index: number): void => {
    setCursor(Math.min(Math.max(0, index), total - 1));
    setWantsFocus(true);
  };
  const press = (event: KeyboardEvent): void => {
    if (isOnButton(event)) return;
    const change = store.at(cursor);
    const to = toTarget(event, { store, cursor, total });
    if (to !== undefined) move(to);
    else if (event.key === ' ' && change !== undefined) void choose(change);
    else if ((event.key === 'ArrowRight' || event.key === 'ArrowLeft') && change !== undefined)
      toggleOpen(change.row);
    else return;
    event.preventDefault();
  };
  return (
    <div ref={scroller} class="change-scroll" data-area="changes" onKeyDown={press}>
      <ul class="change-list" aria-label="Customers" style={{ height: `${virtualizer.getTotalSize()}px` }}>
        {items.map(({ index, start }) => {
          const change = store.at(index);
          return (
            <ChangePlace
              key={index}
              place={{ index, total, top: start, isCurrent: index === cursor }}
              onMeasure={(element) => virtualizer.measureElement(element)}
              onPick={() => setCursor(index)}
            >
              {change === undefined ? (
                <BlankChange />
              ) : (
                <ChangeItem
                  change={change}
                  isOpen={opened.has(change.row)}
                  onOpen={() => toggleOpen(change.row)}
                  onChoose={() => void choose(change)}
                />
              )}
            </ChangePlace>
          );
        })}
      </ul>
    </div>
  );
}

/** The rows that are open, and the way to open or close one. */
function useToggles(): readonly [ReadonlySet<number>, (row: number) => void] {
  const [rows, setRows] = useState<ReadonlySet<number>>(new Set());
  const toggle = (row: number): void => {
    const next = new Set(rows);
    if (!next.delete(row)) next.add(row);
    setRows(next);
  };
  return [rows, toggle];
}

/** Leaves a customer out of the plan, or takes it in again. */
async function chooseRow(
  session: ReturnType<typeof useSession>,
  { plan }: PreviewAnswer,
  { name, row, canChoose, isChosen }: CustomerChange,
): Promise<void> {
  if (!canChoose || plan === '') return;
  const body = { id: makeId(), plan, rows: [row], isChosen: !isChosen };
  const answer = await session.ask<PreviewAnswer>('/api/choose', { method: 'POST', body });
  if (answer === undefined) return;
  session.preview.set(answer);
  session.notices.say(`${name} ${isChosen ? 'is left out' : 'is taken in'}.`);
}

function BlankChange() {
  return (
    <div class="change blank-change">
      <span class="blank blank-1" />
    </div>
  );
}

interface PlaceProps {
  readonly place: {
    readonly index: number;
    readonly total: number;
    /** In px. */
    readonly top: number;
    readonly isCurrent: boolean;
  };
  readonly onMeasure: (element: HTMLElement | null) => void;
  readonly onPick: () => void;
  readonly children: ComponentChildren;
}

function ChangePlace({ place, onMeasure, onPick, children }: PlaceProps) {
  const { index, total, top, isCurrent } = place;
  return (
    <li
      ref={onMeasure}
      class={`change-place${isCurrent ? ' current' : ''}`}
      data-index={index}
      aria-setsize={total}
      aria-posinset={index + 1}
      tabIndex={isCurrent ? 0 : -1}
      style={{ transform: `translateY(${top}px)` }}
      onFocusIn={onPick}
      onMouseDown={onPick}
    >
      {children}
    </li>
  );
}

/** There, Space presses the button. */
function isOnButton({ target, key }: KeyboardEvent): boolean {
  return key === ' ' && target instanceof HTMLElement && target.closest('a, button') !== null;
}

interface ListPlace {
  readonly store: ChangeStore;
  readonly cursor: number;
  readonly total: number;
}

const PAGE = 8;

/** Where a key leads; undefined: it does not move the cursor. */
function toTarget({ key, shiftKey }: KeyboardEvent, { store, cursor, total }: ListPlace): number | undefined {
  if (key === 'F8') return findSerious(store, cursor, shiftKey ? -1 : 1);
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: cursor + 1,
    ArrowUp: cursor - 1,
    Home: 0,
    End: total - 1,
    PageDown: cursor + PAGE,
    PageUp: cursor - PAGE,
  };
  return targets[key];
}

/** The next change that empties a field or is not clear, among those that are known; else the place itself. */
function findSerious(store: ChangeStore, from: number, by: 1 | -1): number {
  for (let index = from + by; index >= 0 && index < (store.total ?? 0); index += by) {
    const change = store.at(index);
    if (change === undefined) return from;
    if (SERIOUS.has(change.kind)) return index;
  }
  return from;
}
