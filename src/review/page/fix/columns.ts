/** The columns of the grid: the customer's name first, then the columns of the file in their order. */
import type { SourceColumn } from '../../wire.js';

export interface GridColumn {
  /** Position in the file; -1: the customer's name, made of several columns. */
  readonly at: number;
  readonly name: string;
  /** Beside the name: `key`, `joined`. */
  readonly note: string;
  readonly width: number;
  /** By the person: it is not stretched. */
  readonly isSet?: boolean;
}

/** In px; the style has the same. */
export const ROW_HEIGHT = 32;

/** The position of a name that no single column has. */
export const MADE_NAME = -1;

/** Of the row's number; the style has the same. */
const NUMBER_WIDTH = 56;

const [LEAST, MOST] = [72, 300];

/** Room for the edge of the cell, and for letters that a suggestion adds. */
const ROOM = 52;

const MOST_STRETCH = 1.4;

/** Width in px of a text in the grid. */
export type Measure = (text: string) => number;

export function toGridColumns(columns: readonly SourceColumn[], measure: Measure): readonly GridColumn[] {
  const toColumn = (column: SourceColumn): GridColumn => toMeasured(column, measure);
  const names = columns.filter(({ field }) => field === 'name');
  const [only] = names;
  if (only !== undefined && names.length === 1 && only.part === undefined)
    return [toColumn(only), ...columns.filter((column) => column !== only).map(toColumn)];
  const made = { at: MADE_NAME, name: 'Name', note: names.length > 1 ? 'joined' : '', width: 160 };
  return [...(names.length > 0 ? [made] : []), ...columns.map(toColumn)];
}

function toMeasured({ at, name, samples, isKey }: SourceColumn, measure: Measure): GridColumn {
  const note = isKey ? 'key' : '';
  const widest = Math.max(...[`${name} ${note}`, ...samples].map(measure));
  return { at, name, note, width: Math.min(MOST, Math.max(LEAST, Math.round(widest) + ROOM)) };
}

/** With the widths that the person gave them. */
export function withWidths(
  columns: readonly GridColumn[],
  widths: ReadonlyMap<number, number>,
): readonly GridColumn[] {
  if (widths.size === 0) return columns;
  return columns.map((column) => {
    const width = widths.get(column.at);
    return width === undefined ? column : { ...column, width, isSet: true };
  });
}

/** Wider where there is room, so that fewer values are cut; never much wider. */
export function stretch(columns: readonly GridColumn[], width: number): readonly GridColumn[] {
  const total = columns.reduce((sum, column) => sum + column.width, NUMBER_WIDTH);
  const share = Math.min(MOST_STRETCH, (width - NUMBER_WIDTH) / (total - NUMBER_WIDTH));
  if (share <= 1) return columns;
  return columns.map((column) =>
    column.isSet === true ? column : { ...column, width: Math.floor(column.width * share) },
  );
}

/** Left edges of the columns, after the one of the row's number, and the width of all. */
export function toOffsets(columns: readonly GridColumn[]): readonly number[] {
  const offsets = [NUMBER_WIDTH];
  for (const { width } of columns) offsets.push((offsets.at(-1) ?? 0) + width);
  return offsets;
}

/** The first and last column that a view shows; the first column always stays in sight. */
export function toShownColumns(
  offsets: readonly number[],
  { left, width }: { readonly left: number; readonly width: number },
): readonly [first: number, last: number] {
  const start = left + (offsets[1] ?? 0);
  const end = left + width;
  const first = offsets.findIndex((edge, at) => at > 1 && edge > start) - 1;
  const after = offsets.findIndex((edge) => edge >= end);
  const count = offsets.length - 1;
  return [first < 0 ? count : Math.max(0, first), after === -1 ? count - 1 : after - 1];
}
