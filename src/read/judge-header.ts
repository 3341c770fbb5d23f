/** Whether the first row of a table is its header, judged by its names and by the rows below. */
import { countFilled, findHeaderByWidth, type NamesField, type TopRow } from './header-row.js';
import { isOwnHeader } from './header.js';
import { toColumnKind, toValueKind } from './value-kind.js';

/**
 * - `header`: its cells name fields, or are of another kind than the cells below
 * - `row`: it has a value such as those below
 * - `unclear`: it may be either
 */
export interface HeaderVerdict {
  readonly is: 'header' | 'row' | 'unclear';
  /** Why, as the end of "line 1 should be a header, but …"; empty for a header. */
  readonly because: string;
}

/** Next to a name, the name of a column too. */
const YEAR = /^(?:19|20)\d\d$/;

const HEADER: HeaderVerdict = { is: 'header', because: '' };

/** `rows`: the row that is taken for the header, and what follows it. */
export function judgeHeader(rows: readonly TopRow[], namesField: NamesField): HeaderVerdict {
  const [header, ...below] = rows;
  if (header === undefined) return HEADER;
  const names = header.cells.filter((cell) => cell.trim() !== '' && namesField(cell)).length;
  if (names > 1) return HEADER;
  const columns = header.cells.map((cell, at) => ({
    own: names > 0 && YEAR.test(cell.trim()) ? undefined : toValueKind(cell.trim()),
    isFilled: cell.trim() !== '',
    usual: toColumnKind(below.map(({ cells }) => cells[at] ?? '')),
  }));
  const like = columns.findIndex(
    ({ own, usual }) => own !== undefined && (own === 'a null' || own === 'JSON' || own === usual),
  );
  if (like >= 0) {
    const because = `its cell ${like + 1} is ${columns[like]?.own ?? 'a value'}, as in a row`;
    return { is: names === 0 ? 'row' : 'unclear', because };
  }
  if (names > 0 || isOwnHeader(header.cells)) return HEADER;
  if (findHeaderByWidth(rows) !== 0)
    return { is: 'unclear', because: `only ${countFilled(header)} of its cells are filled` };
  const isUnlike = columns.some(
    ({ own, isFilled, usual }) => isFilled && own === undefined && usual !== undefined,
  );
  return isUnlike ? HEADER : { is: 'unclear', because: 'none of its cells is the name of a field' };
}
