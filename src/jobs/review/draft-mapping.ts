/** What a draft comes to: the mapping that an import would take, or why none would. */
import type { ImportOptions } from '../../config/options.js';
import { isBulkError, type BulkError } from '../../core/errors.js';
import type { MappingFile } from '../../core/mapping-file.js';
import type { Mapping } from '../../core/types.js';
import { toMapping } from '../../map/mapping.js';
import { toColumnName, toFile, type Draft } from './draft.js';
import type { ReviewSource } from './store.js';

export interface SoundMapping {
  readonly isSound: true;
  readonly file: MappingFile;
  readonly mapping: Mapping;
}

export type DraftMapping =
  | SoundMapping
  | {
      readonly isSound: false;
      readonly file: MappingFile;
      readonly fault: { readonly text: string; readonly remedy: string };
    };

/** What a draft comes to, or why no import would take it. */
export function toDraftMapping(
  draft: Draft,
  { columns, headerLine }: Pick<ReviewSource, 'columns' | 'headerLine'>,
  { unknownColumns }: Pick<ImportOptions, 'unknownColumns'>,
): DraftMapping {
  const { file, rivals } = toFile(draft, columns);
  const [rival] = rivals;
  if (rival !== undefined) {
    const [field, positions] = rival;
    const names = positions.map((at) => toColumnName(columns, at)).join(' and ');
    return {
      isSound: false,
      file,
      fault: { text: `${names} go to the same field, ${field}.`, remedy: 'Join them, or use only one.' },
    };
  }
  try {
    const mapping = toMapping(columns, { map: file, headerLine, unknownColumns });
    const fault = mapping.issues.find(({ severity }) => severity === 'error');
    if (fault === undefined) return { isSound: true, file, mapping };
    return {
      isSound: false,
      file,
      fault: { text: fault.message, remedy: 'Choose its field, or leave it out.' },
    };
  } catch (error) {
    if (!isBulkError(error)) throw error;
    return { isSound: false, file, fault: toFault(error) };
  }
}

function toFault({ code, message, hint }: BulkError): { text: string; remedy: string } {
  const isHeader = code === 'header_missing';
  return {
    text: isHeader ? 'No column goes to the name.' : message,
    remedy: isHeader ? 'Choose the column with the name; the API requires one.' : hint,
  };
}
