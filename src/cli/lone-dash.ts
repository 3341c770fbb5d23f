import { readTyped } from './invocation.js';

/** yargs hands a lone `-`, which is standard input or output, over as an empty text. */
export function readLoneDash<Value>(value: Value): Value | '-' {
  return value === '' && readTyped().includes('-') ? '-' : value;
}
