import { METRICS } from '../../../src/record/summary/metrics.js';
import { toCode, toTable, toText } from './markdown.js';

export const toMetricsTable = (): string =>
  toTable(
    ['metric', 'labels', 'has'],
    Object.entries(METRICS).map(([name, { help, labels }]) => [
      toCode(`bitpowr_bulk_${name}`),
      labels.map(toCode).join(', '),
      toText(help),
    ]),
  );
