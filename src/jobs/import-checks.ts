/** The import's own rules for cells of metaData, for the stages that must not know them. */
import { normaliseText } from '../core/normalise.js';
import type { ImportChecks } from '../record/export/meta-cells.js';
import { checkMetaDataText } from '../validate/merge-meta-data.js';
import { toMetaData } from '../validate/rules/meta-data.js';

export const IMPORT_CHECKS: ImportChecks = {
  isCell: (text) => normaliseText(text) === text && checkMetaDataText(text) === undefined,
  isJson: (text) => toMetaData(text).ok,
};
