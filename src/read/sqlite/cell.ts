/** A value of a database as a cell. */
import type { SourceDoubt } from '../../core/types.js';

export interface SqliteCell {
  readonly cell: string;
  readonly doubt?: Pick<SourceDoubt, 'code' | 'message' | 'hint' | 'onlyIfSent'>;
}

/** Returns a function from the type and the value of SQLite. Whole numbers are exact; NULL is empty; text is decoded strictly. */
export function makeToCell(encoding: string): (type: unknown, value: unknown) => SqliteCell {
  const decode = makeDecode(encoding);
  return (type, value) => {
    if (value === null) return { cell: '' };
    if (Buffer.isBuffer(value)) return type === 'text' ? decode(value) : toBinary(value);
    return { cell: typeof value === 'number' || typeof value === 'bigint' ? String(value) : '' };
  };
}

function makeDecode(encoding: string): (bytes: Buffer) => SqliteCell {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  return (bytes) => {
    try {
      return { cell: decoder.decode(bytes) };
    } catch {
      const message = `the text is not ${encoding}, the encoding of the database.`;
      const hint = 'Correct the text in the database: a program wrote it in another encoding.';
      return { cell: bytes.toString('latin1'), doubt: { code: 'mojibake', message, hint } };
    }
  };
}

function toBinary({ length }: Buffer): SqliteCell {
  const message = `the value is a BLOB of ${length} bytes, not text.`;
  const hint = 'Leave the column out of the query, or convert it: CAST(column AS TEXT), or hex(column).';
  return {
    cell: `(${length} bytes)`,
    doubt: { code: 'binary_value', message, hint, onlyIfSent: true },
  };
}
