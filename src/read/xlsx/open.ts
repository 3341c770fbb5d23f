/** Opens a workbook as a source. */
import type { Source } from '../../core/types.js';
import { assertApplicable } from '../assert-options.js';
import type { SourceBytes } from '../bytes.js';
import { MAX_RECORD_BYTES, type ReadOptions } from '../options.js';
import { spool } from '../spool.js';
import { openArchive } from './archive.js';
import { openTable, type Table } from './open-table.js';
import { readSharedStrings } from './shared-strings.js';
import { SheetReader } from './sheet-reader.js';
import { readStyles } from './styles.js';
import { readWorkbook } from './workbook.js';

/**
 * Opens a workbook: chooses its sheet, finds its header, and gives its rows on request. The bytes are closed when reading
 * ends: after the last batch, after an error, or on `close`.
 *
 * Throws `source_empty`, `source_unreadable`, `header_missing`, `row_too_long`, `config_invalid`; `batches` throws the same
 * for what comes later.
 */
export async function openXlsx(bytes: SourceBytes, options: ReadOptions = {}): Promise<Source> {
  try {
    assertApplicable(bytes.name, 'workbook', options);
    const spooled = await spool(bytes);
    try {
      const archive = await openArchive(spooled.file, bytes.name);
      const workbook = await readWorkbook(archive);
      const styles = await readStyles(archive, workbook.stylesPath, workbook.is1904);
      const strings = await readSharedStrings(archive, workbook.sharedStringsPath);
      const maxRowCharacters = options.maxRecordBytes ?? MAX_RECORD_BYTES;
      const table = await openTable(archive, workbook, options, { strings, styles, maxRowCharacters });
      return toSource(table, new SheetReader(table, () => spooled.close(), options), bytes);
    } catch (error) {
      await spooled.close();
      throw error;
    }
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

function toSource(table: Table, reader: SheetReader, bytes: SourceBytes): Source {
  return {
    columns: table.columns,
    headerLine: table.headerLine,
    format: { kind: 'xlsx', encoding: 'utf-8', delimiter: '', sheet: table.sheet.name },
    notes: table.notes,
    doubts: table.doubts,
    headerRemedy: table.headerRemedy,
    toEndNotes: () => reader.toEndNotes(),
    batches: () => reader.batches(),
    sha256: () => bytes.sha256(),
    close: () => reader.close(),
  };
}
