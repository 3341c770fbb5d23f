/** The import's own rules for cells of metaData, for the stages that must not know them. */
import { normaliseText } from '../core/normalise.js';
import type { ImportChecks } from '../record/export/meta-cells.js';
import { checkControlCharacters } from '../validate/rules/control-characters.js';
import { toMetaData } from '../validate/rules/meta-data.js';
import { checkSpreadsheetDamage } from '../validate/spreadsheet-damage.js';

export const IMPORT_CHECKS: ImportChecks = {
  isCell: (text) =>
    normaliseText(text) === text &&
    checkSpreadsheetDamage(text) === undefined &&
    checkControlCharacters(text, true) === undefined,
  isJson: (text) => toMetaData(text).ok,
};
