/** Proposals become a mapping file. */
import type { FieldRecipe, MappingFile } from '../../core/mapping-file.js';
import type { ColumnProposal } from './proposal.js';

type ChosenColumn = Pick<ColumnProposal, 'at' | 'field' | 'order'>;

/** Positions from this on are a house number, and not another line. */
const HOUSE_NUMBER = 5;

/** The mapping of these columns, with one entry for each field, in the order of the source. */
export function toMappingFile(columns: readonly string[], chosen: readonly ChosenColumn[]): MappingFile {
  const fields = [...new Set(chosen.map(({ field }) => field))];
  const entries = fields.map((field): [string, FieldRecipe] => {
    const ofField = chosen
      .filter((one) => one.field === field)
      .sort((a, b) => a.order - b.order || a.at - b.at);
    return [field, toRecipe(columns, field, ofField)];
  });
  return Object.fromEntries(entries);
}

function toRecipe(columns: readonly string[], field: string, ofField: readonly ChosenColumn[]): FieldRecipe {
  const names = ofField.map(({ at }) => toName(columns, at));
  const [only = ''] = names;
  if (names.length === 1) return only;
  if (field === 'phone') return { first: names };
  if (field !== 'address.street') return { join: names };
  const isHouse = (one: ChosenColumn | undefined): boolean =>
    one !== undefined && one.order >= HOUSE_NUMBER && one.order < 10;
  const lines = names.filter((_name, at) => !isHouse(ofField[at]));
  const numbers = names.filter((_name, at) => isHouse(ofField[at]));
  const [street = only, ...others] = lines;
  const withNumber: FieldRecipe =
    numbers.length === 0 || lines.length === 0 ? street : { join: [street, ...numbers], separator: ' ' };
  return others.length === 0 ? withNumber : { join: [withNumber, ...others], separator: ', ' };
}

/** The column's name, or its position where another column has the name, or it has none. */
function toName(columns: readonly string[], at: number): string {
  const name = columns[at] ?? '';
  const same = columns.filter((column) => column === name).length;
  return same === 1 && name.trim() !== '' && !/^#\d+$/.test(name) ? name : `#${at + 1}`;
}
