/** What `export` wrote comes back: metaData that an import refuses is set aside, as in an export to a table. */
import type { MetaData } from '../../core/customer.js';
import type { Source, SourceRow } from '../../core/types.js';
import { toMetaCells } from '../../record/export/meta-cells.js';
import { IMPORT_CHECKS } from '../import-checks.js';

const NO_COLUMNS: ReadonlySet<string> = new Set();

/** A source of JSON that has a column for such metaData; any other source as it is. */
export function setRefusedAside(source: Source): Source {
  const meta = source.columns.indexOf('metaData');
  const refused = source.columns.indexOf('bulk_meta_data');
  const { kind } = source.format;
  if (meta < 0 || refused < 0 || (kind !== 'json' && kind !== 'ndjson')) return source;
  const toRow = (row: SourceRow): SourceRow => {
    const json = row.cells[meta] ?? '';
    if (json === '' || IMPORT_CHECKS.isJson(json)) return row;
    const found = toMetaCells(JSON.parse(json) as MetaData, NO_COLUMNS, IMPORT_CHECKS);
    return { ...row, cells: row.cells.with(meta, found.json).with(refused, found.refused) };
  };
  async function* batches(): AsyncGenerator<readonly SourceRow[]> {
    for await (const batch of source.batches()) yield batch.map(toRow);
  }
  return { ...source, batches };
}
