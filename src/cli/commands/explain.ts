import type { Arguments } from '../arguments.js';
import { DOCS_PATH } from '../docs-path.js';
import { explainCode, toCodeList, toExplanation } from '../explain/explain-text.js';
import { findCode } from '../explain/find-code.js';
import { CODES, type Code } from '../../core/codes.js';
import { toWidth } from '../help/layout.js';
import { makeTerminal } from '../terminal.js';

export function run({ code: typed, json }: Arguments): Promise<void> {
  const terminal = makeTerminal({ json });
  const width = toWidth(process.stdout.columns);
  if (typed !== undefined) {
    const found = explainCode(findCode(typed));
    terminal.out(json === true ? toJson(found) : toExplanation(found, { width, docs: DOCS_PATH }));
  } else {
    const all = (Object.keys(CODES) as Code[]).map(explainCode);
    terminal.out(json === true ? toJson(all) : toCodeList(width));
  }
  return Promise.resolve();
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
