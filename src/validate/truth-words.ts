/** `TRUE` and `FALSE`, which a checkbox or a program writes, where an id or a name should be. */
import type { PlainField } from '../core/types.js';
import { showText, type Finding } from './finding.js';

/** As JSON and databases, Python, and spreadsheets in English, German, French and Spanish write them. */
const TRUTH_WORD = /^(?:true|false|True|False|TRUE|FALSE|WAHR|FALSCH|VRAI|FAUX|VERDADERO|FALSO)$/;
/** A name of people. */
const NAME = 'True';
const LONGEST = 9;
/** Nearly every value has another first letter. */
const BEGINNINGS: ReadonlySet<number> = new Set(Array.from('tTfFWV', (letter) => letter.charCodeAt(0)));

/** For a (normalised) value. */
export function checkTruthWord(text: string, field: PlainField): Finding | undefined {
  if (field !== 'externalId' && field !== 'name') return undefined;
  if (text.length > LONGEST || !BEGINNINGS.has(text.charCodeAt(0)) || !TRUTH_WORD.test(text))
    return undefined;
  if (field === 'name' && text === NAME) return undefined;
  const expected = field === 'name' ? 'a name' : 'an id';
  return {
    code: field === 'name' ? 'name_is_boolean' : 'id_is_boolean',
    message: `expected ${expected}, found ${showText(text)}, which a checkbox or a program writes for yes or no.`,
  };
}
