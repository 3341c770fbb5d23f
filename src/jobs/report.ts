/** How a run's end is told; the texts are made by `record/`. */
export { toExportJson, toExportText } from '../record/export/summary.js';
export { writeMetrics, type JobMetrics } from '../record/metrics.js';
export { toStopExitCode, type ExitCode } from '../record/exit-code.js';
export { toSummaryText } from '../record/summary-text.js';
export { toSummaryJson, type Summary } from '../record/summary.js';
export type { RunReport } from './steps/record.js';
