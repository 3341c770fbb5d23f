/** What was left out of the rows, as notes that name each line. */
import type { Reason } from './no-record.js';
import { toFilled, type SourceRecord } from './record.js';

/** Of each reason. A list of a million rows may repeat its header on every page. */
const LINES_NAMED = 20;
const LONGEST_TEXT = 80;

const BECAUSE: Readonly<Record<Reason, readonly [one: string, many: string]>> = {
  empty: ['all its cells are empty', 'all their cells are empty'],
  unchecked: ['it has no value but FALSE, an unchecked box', 'they have no value but FALSE, unchecked boxes'],
  rule: ['it is a rule of dashes', 'they are rules of dashes'],
  header: ['it repeats the header', 'they repeat the header'],
  report: ['it belongs to a report, and is no customer', 'they belong to a report, and are no customers'],
  padding: ['it is only padding (0x1A or NUL)', 'they are only padding (0x1A or NUL)'],
  totals: ['it is a row of totals', 'they are rows of totals'],
};

interface LineStretch {
  readonly from: number;
  to: number;
  readonly text: string;
}

interface Group {
  readonly stretches: LineStretch[];
  count: number;
}

export class LeftOut {
  readonly #unit: 'line' | 'row';
  readonly #groups = new Map<Reason, Group>();

  /** `unit`: what the numbers count. */
  constructor(unit: 'line' | 'row') {
    this.#unit = unit;
  }

  add(reason: Reason, { cells, line }: Pick<SourceRecord, 'cells' | 'line'>): void {
    this.addLines(reason, { cells, from: line, to: line });
  }

  /** `from` and `to`: the first and the last of lines with the same cells. */
  addLines(
    reason: Reason,
    { cells, from, to }: { readonly cells: readonly string[]; readonly from: number; readonly to: number },
  ): void {
    const group = this.#groups.get(reason) ?? { stretches: [], count: 0 };
    this.#groups.set(reason, group);
    group.count += to - from + 1;
    const last = group.stretches.at(-1);
    const text = toText(reason, cells);
    if (last?.to === from - 1 && last.text === text) last.to = to;
    else if (group.stretches.length < LINES_NAMED) group.stretches.push({ from, to, text });
  }

  /** One note for each reason. */
  toNotes(): readonly string[] {
    return [...this.#groups].map(([reason, group]) => this.#toNote(reason, group));
  }

  #toNote(reason: Reason, { stretches, count }: Group): string {
    const [one, many] = BECAUSE[reason];
    const list = stretches.map(toPlace);
    const named = stretches.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    if (named < count) list.push(`${count - named} more`);
    if (count === 1) return `Left out ${this.#unit} ${list.join('')}, because ${one}.`;
    return `Left out ${count} ${this.#unit}s, because ${many}: ${list.join(', ')}.`;
  }
}

function toPlace({ from, to, text }: LineStretch): string {
  const lines = from === to ? String(from) : `${from} to ${to}`;
  return text === '' ? lines : `${lines} (${text})`;
}

function toText(reason: Reason, cells: readonly string[]): string {
  if (reason === 'empty' || reason === 'padding' || reason === 'unchecked') return '';
  const text = toFilled(cells).join(' | ');
  return JSON.stringify(text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text);
}
