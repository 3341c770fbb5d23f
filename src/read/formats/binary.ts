/** Files that are no text: how to recognise each, what it is, and the way to a table. */
import { EXPORT } from './export-commands.js';

/** What a file is, as the end of "it is …", and what to do. */
export interface RefusedFormat {
  readonly refused: string;
  readonly hint: string;
}

interface Signature extends RefusedFormat {
  readonly bytes: Buffer;
  /** Where the bytes are. */
  readonly at: number;
  /** The bytes are a word that a table may begin with too: only with control characters after it is it this format. */
  readonly isWord: boolean;
}

/** The format that the first bytes show; undefined: none of these. */
export function findBinaryFormat(sample: Buffer): RefusedFormat | undefined {
  return SIGNATURES.find(
    ({ bytes, at, isWord }) =>
      sample.subarray(at, at + bytes.length).equals(bytes) && (!isWord || hasControls(sample)),
  );
}

function hasControls(sample: Buffer): boolean {
  return sample.subarray(0, 4096).some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x1a));
}

const signature = (bytes: string | readonly number[], refused: string, hint: string, at = 0): Signature => ({
  bytes: typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Buffer.from(bytes),
  refused,
  hint,
  at,
  isWord: false,
});

const word = (text: string, refused: string, hint: string, at = 0): Signature => ({
  ...signature(text, refused, hint, at),
  isWord: true,
});

const SIGNATURES: readonly Signature[] = [
  // Documents and workbooks.
  signature(
    [0xd0, 0xcf, 0x11, 0xe0],
    'a workbook that is protected by a password, or of the old kind (.xls)',
    `Take the password away (File, Info, Protect Workbook), or: ${EXPORT.spreadsheet}`,
  ),
  signature([0x09, 0x08, 0x10, 0x00], 'a workbook of the old kind (.xls)', EXPORT.spreadsheet),
  signature('%PDF-', 'a PDF', EXPORT.document),
  signature('{\\rtf', 'a text document (RTF)', EXPORT.document),
  signature('bplist', 'a binary property list', EXPORT.contacts),
  signature('\x89PNG', 'a picture', EXPORT.document),
  signature([0xff, 0xd8, 0xff], 'a picture', EXPORT.document),
  // Archives.
  signature([0x28, 0xb5, 0x2f, 0xfd], 'compressed with zstd', EXPORT.unpack),
  word('BZh', 'compressed with bzip2', EXPORT.unpack),
  signature([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], 'compressed with xz', EXPORT.unpack),
  signature([0x04, 0x22, 0x4d, 0x18], 'compressed with lz4', EXPORT.unpack),
  signature([0x1f, 0x9d], 'compressed with compress (.Z)', EXPORT.unpack),
  signature([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], 'a 7z archive', EXPORT.unpack),
  signature('Rar!\x1a\x07', 'a RAR archive', EXPORT.unpack),
  signature('toc.dat\0', 'a pg_dump archive (tar)', EXPORT.pgArchive),
  word('ustar', 'a tar archive', EXPORT.unpack, 257),
  // Databases.
  word('PGDMP', 'a pg_dump archive (custom format)', EXPORT.pgArchive),
  signature('Standard Jet DB', 'an Access database', EXPORT.access, 4),
  signature('Standard ACE DB', 'an Access database', EXPORT.access, 4),
  word('DUCK', 'a DuckDB database', EXPORT.duckdb, 8),
  word('TAPE', 'a backup of SQL Server', EXPORT.sqlServer),
  word('EXPORT:V', 'an Oracle export', EXPORT.oracle, 3),
  signature([0x6d, 0xe2, 0x99, 0x81], 'a mongodump archive', EXPORT.mongo),
  signature('\x07_id\0', 'a BSON file of mongodump', EXPORT.mongo, 4),
  // Files of columns.
  word('PAR1', 'a Parquet file', EXPORT.columnar),
  signature('Obj\x01', 'an Avro file', EXPORT.dataFrame),
  word('ARROW1', 'an Arrow file', EXPORT.dataFrame),
  word('FEA1', 'a Feather file', EXPORT.dataFrame),
  word('ORC', 'an ORC file', EXPORT.dataFrame),
  signature('\x89HDF\r\n', 'an HDF5 file', EXPORT.dataFrame),
];
