/** Numbers that a program has written as decimal numbers: `1001.0`, `2002,0`. */
import { showText, type Finding } from './finding.js';

const FLOAT = /^(\+?\d+)[.,]0+$/;

/** `1001` for `1001.0`; undefined for any other text. */
export function toWholeNumber(text: string): string | undefined {
  // Nearly every value ends here.
  return text.endsWith('0') ? FLOAT.exec(text)?.[1] : undefined;
}

/** The finding for a value that was probably `meant`. */
export function toFloatFinding(
  code: 'id_is_float' | 'number_is_float',
  text: string,
  meant: string,
): Finding {
  return {
    code,
    message: `expected a whole number, found ${showText(text)}, which was probably ${showText(meant)}; programs add .0 when they take a column for decimal numbers.`,
    hint: `Write ${showText(meant)}, or export the column as text or as whole numbers.`,
    suggestion: meant,
  };
}
