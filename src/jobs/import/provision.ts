/** Whether a run comes to ask for addresses. */
import type { ImportOptions } from '../../config/options.js';
import type { Run } from '../run/run.js';

/** By its options, or by a column: any row may. */
export function mayProvision(run: Run, { provisionAddress }: ImportOptions): boolean {
  const { uses, made = [] } = run.require('mapping');
  const targets = [...uses, ...made.map(({ target }) => target)];
  return provisionAddress || targets.some((use) => use.kind === 'field' && use.field === 'provisionAddress');
}
