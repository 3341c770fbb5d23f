/** The parts of a page that are made from the code. What is around them is written by hand. */
import { toCodeSections } from './codes.js';
import { toIssueColumns, toReconcileColumns, toResultColumns, toUndoColumns } from './columns.js';
import { toEnvironmentTable } from './environment.js';
import { toColumnNameTable, toFieldTable } from './fields.js';
import { toMetricsTable } from './metrics.js';
import { toExitStatuses, toReconcileStatuses, toRowStatuses } from './statuses.js';
import { toReconcileFields, toSummaryFields } from './summary-fields.js';
import { toVendorChecks } from './vendor-checks.js';

export const REGIONS: Readonly<Record<string, () => string>> = {
  'row-codes': () => toCodeSections('row'),
  'run-codes': () => toCodeSections('run'),
  'results-columns': toResultColumns,
  'issues-columns': toIssueColumns,
  'reconcile-columns': toReconcileColumns,
  'undo-columns': toUndoColumns,
  'row-statuses': toRowStatuses,
  'reconcile-statuses': toReconcileStatuses,
  'exit-statuses': toExitStatuses,
  'summary-fields': toSummaryFields,
  'reconcile-fields': toReconcileFields,
  fields: toFieldTable,
  'column-names': toColumnNameTable,
  metrics: toMetricsTable,
  environment: toEnvironmentTable,
  'vendor-checks': toVendorChecks,
};

const REGION = /<!-- generated: (.+?) -->\n.*?<!-- end generated -->/gs;

/** The names of the regions of a page. */
export const findRegions = (page: string): string[] =>
  [...page.matchAll(REGION)].map(([, name = '']) => name);

/** The page with each of its regions as the code says. Throws for a region that there is not. */
export const fillRegions = (page: string): string =>
  page.replaceAll(REGION, (_region, name: string) => {
    const make = REGIONS[name];
    if (make === undefined) throw new Error(`There is no generated region "${name}".`);
    return `<!-- generated: ${name} -->\n\n${make()}\n\n<!-- end generated -->`;
  });
