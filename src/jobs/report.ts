/** How a run's end is reported; `record/` makes the texts. */
export { PLAIN_STYLE, toChangesText, type ChangeStyle } from '../record/changes/changes-text.js';
export { countChanges, toFirst } from '../record/changes/change-digest.js';
export { toChangesJson } from '../record/changes/changes-json.js';
export { toExportJson, toExportText } from '../record/export/summary.js';
export { toExposition, type Family } from '../record/summary/exposition.js';
export { toJobFamilies, writeMetrics, type JobMetrics } from '../record/summary/metrics.js';
export { toStopExitCode, toStopSignal, type ExitCode } from '../record/summary/exit-code.js';
export { toStopLines, toSummaryText } from '../record/summary/summary-text.js';
export { toAlignedLines } from '../record/summary/text-table.js';
export { toSummaryJson, type Summary } from '../record/summary/summary.js';
export { type Look, type LookTone } from '../record/summary/look.js';
export type { RunReport } from './outputs.js';
