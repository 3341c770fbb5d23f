/** A row's own choice on whether it gets an address. */
import { showText, type Finding } from '../finding.js';

const ANSWERS: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['y', true],
  ['true', true],
  ['1', true],
  ['no', false],
  ['n', false],
  ['false', false],
  ['0', false],
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
  };
}
