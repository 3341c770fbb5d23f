/** The library's public face. */
export { systemClock, type Clock } from './core/clock.js';
export { CODES, type Code, type CodeEntry } from './core/codes.js';
export { BulkError, isBulkError } from './core/errors.js';
export type { Emit, Phase, RunEvent } from './core/events.js';
export {
  doctorOptionsSchema,
  exportOptionsSchema,
  importOptionsSchema,
  validateOptionsSchema,
  applyOptionsSchema,
  undoOptionsSchema,
  reconcileOptionsSchema,
  type ReconcileOptions,
  type UndoOptions,
  type ApplyOptions,
  type ConnectionOptions,
  type DoctorOptions,
  type ExportOptions,
  type ImportOptions,
  type ResumeOptions,
  type ValidateOptions,
} from './config/options.js';
export { resolveOptions } from './config/resolve.js';
export {
  mappingFileSchema,
  type FieldRecipe,
  type MappingFile,
  type ValueRecipe,
} from './core/mapping-file.js';
export { findVendorProfile, readVendorProfile } from './config/vendor-profile.js';
export type { VendorFacts, VendorFinding, VendorProfile } from './core/vendor-profile.js';
export { applyPlan } from './jobs/import/apply.js';
export { checkAuth } from './jobs/connect.js';
export type { Connection, JobDeps, LiveQuestion } from './jobs/deps.js';
export { examineVendor, type DoctorReport } from './jobs/doctor/doctor.js';
export { exportCustomers, type ExportReport } from './jobs/export/export.js';
export { importCustomers } from './jobs/import/import.js';
export { reconcile } from './jobs/reconcile/reconcile.js';
export type { RunReport, Summary } from './jobs/report.js';
export { undoRun } from './jobs/undo/undo.js';
export { resumeRun } from './jobs/import/resume.js';
export { openChanges, readRunChanges, type OpenChanges, type RunChanges } from './jobs/run/changes.js';
export { listRuns, type ListedRun } from './jobs/run/runs.js';
export { proposeForSource, type ProposedSource } from './jobs/map/propose-source.js';
export { writeMapping } from './jobs/map/write-mapping.js';
export type { ColumnProposal, ProposedMapping, UnsureColumn } from './map/propose/proposal.js';
export { proposeMapping } from './map/propose/propose.js';
export type { SourcePlace } from './jobs/ingest/source-place.js';
export { validateSource } from './jobs/validate/validate.js';
