/** The words of a header and the values below it together: how sure a field is. */
import type { Judgement } from './proposal.js';
import { isOfOthers, MOST_BY_WORDS, readHeader, type HeaderGuess } from './read-header.js';
import type { ColumnValues } from './values.js';

const unsure = (reason: string): Judgement => ({ isSure: false, reason });

/** Rows that say something of a column that only its values explain. */
const FEW_ROWS = 5;

export function judgeColumn(header: string, values: ColumnValues): Judgement {
  const guess = readHeader(header);
  if (guess === undefined) return judgeByValues(header, values);
  const fault = findFault(guess, values);
  if (fault !== undefined) return unsure(`Its name says ${guess.field}, but ${fault}`);
  const { field, order, weight } = guess;
  const seen = describeValues(field, values);
  const isKnown = weight > MOST_BY_WORDS;
  const lost = isKnown ? 0 : (seen === undefined ? 0.05 : 0) + (values.filled === 0 ? 0.2 : 0);
  const named = isKnown ? 'The name is known' : 'The words of the name say so';
  return {
    isSure: true,
    field,
    order,
    confidence: Math.round((weight - lost) * 100) / 100,
    reason: seen === undefined ? `${named}.` : `${named}, and the values are ${seen}.`,
  };
}

/** What contradicts the name, as the end of a sentence. A key column needs good evidence. */
function findFault({ field, weight }: HeaderGuess, values: ColumnValues): string | undefined {
  const { rows, filled, distinct, share } = values;
  // It is read as that field in any case; the checks of the rows tell what is wrong.
  if (weight > MOST_BY_WORDS) return undefined;
  if ((field === 'externalId' || field === 'email') && filled === 0) {
    return 'there are no values to see.';
  }
  if (filled === 0) return undefined;
  switch (field) {
    case 'externalId':
      if (filled < rows) return `${rows - filled} of ${rows} rows have none.`;
      return distinct < filled ? 'some values are there twice.' : undefined;
    case 'email':
      if (share('email') < 0.7) return 'few of its values are emails.';
      return filled >= FEW_ROWS && distinct < filled * 0.8
        ? 'the same emails are there many times.'
        : undefined;
    case 'phone':
      return share('phone') < 0.6 ? 'few of its values are phones.' : undefined;
    case 'address.country':
      return share('letters') < 0.8 ? 'few of its values are names or codes of countries.' : undefined;
    case 'address.zipcode':
      return share('postcode') < 0.7 ? 'few of its values are postcodes.' : undefined;
    case 'address.state':
      return share('boolean') > 0.5 ? 'its values look like a status.' : undefined;
    case 'name':
    case 'firstName':
    case 'lastName':
    case 'address.city':
      return share('letters') < 0.7 ? 'many of its values are no names.' : undefined;
    default:
      return undefined;
  }
}

/** What the values are, where they can be recognised. */
function describeValues(field: string, values: ColumnValues): string | undefined {
  const { filled, share } = values;
  if (filled === 0) return undefined;
  switch (field) {
    case 'externalId':
      return 'all different';
    case 'email':
      return 'emails';
    case 'phone':
      return 'phones';
    case 'address.zipcode':
      return 'postcodes';
    case 'address.country':
      return share('country') > 0.7 ? 'codes of countries' : undefined;
    default:
      return undefined;
  }
}

/** Only emails can be told from everything else; what other values may be is said, and left to the user. */
function judgeByValues(header: string, values: ColumnValues): Judgement {
  const { filled, distinct, share } = values;
  if (filled === 0) return unsure('It has no values.');
  const mayBe = !isOfOthers(header);
  if (mayBe && share('email') >= 0.95 && filled >= FEW_ROWS && distinct >= filled * 0.95) {
    return { isSure: true, field: 'email', order: 0, confidence: 0.7, reason: 'The values are emails.' };
  }
  return unsure(describeUnknown(header, values));
}

function describeUnknown(header: string, { share }: ColumnValues): string {
  if (share('email') > 0.5) return 'Emails, perhaps of somebody else.';
  if (share('uuid') > 0.9) return 'UUIDs; only those that the API gave are a uid.';
  if (share('boolean') > 0.9) {
    return `Yes or no. To leave rows out: "where": {${JSON.stringify(header.trim())}: "…"}.`;
  }
  if (share('date') > 0.8) return 'Dates. No field takes them, except a key of metaData.';
  if (share('country') > 0.9) return 'Perhaps address.country.';
  if (share('phone') > 0.9) return 'Numbers, perhaps phones.';
  return 'Its name says no field.';
}
