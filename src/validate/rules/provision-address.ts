/** A row's own choice on whether it gets an address. */
import { showText, type Finding } from '../finding.js';
import { isNullWord, toNullOption } from '../null-words.js';

/** Also the `t` of PostgreSQL, the -1 of Access, the 1.0 of pandas, and the BIT of MySQL: U+0001, `\0` or `b'1'`. */
const YES = ['yes', 'y', 'true', 't', 'on', '1', '1.0', '1,0', '-1', '\u0001', "b'1'"];
const NO = ['no', 'n', 'false', 'f', 'off', '0', '0.0', '0,0', '\0', '\\0', "b'0'"];

const ANSWERS: ReadonlyMap<string, boolean> = new Map([
  ...YES.map((word): [string, boolean] => [word, true]),
  ...NO.map((word): [string, boolean] => [word, false]),
]);

/** Whether the row asks for an address; undefined if the cell is neither yes nor no. */
export function toProvisionAddress(text: string): boolean | undefined {
  return ANSWERS.get(text.toLowerCase());
}

/** A cell that is neither yes nor no. */
export function checkProvisionAddress(text: string): Finding | undefined {
  if (toProvisionAddress(text) !== undefined) return undefined;
  return {
    code: 'provision_address_invalid',
    message: `expected yes or no, found ${showText(text)}.`,
    ...(isNullWord(text) || text === '\\N'
      ? { hint: `Pass ${toNullOption(text)}, or write yes or no.` }
      : {}),
  };
}
