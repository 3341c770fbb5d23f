import { createHmac } from 'node:crypto';

/** The column that marks a file whose cells are tokens. */
export const MASKED_COLUMN = 'bulk_masked';

/** Gives the token for a value: `email_5f0c1a9be2d4`. */
export type Mask = (kind: string, value: string) => string;

/**
 * Replaces personal data with tokens. Equal values of one kind get equal tokens, in any spelling. Without the key tokens
 * can't be reversed (a plain hash could: there are few enough phone numbers to try them all). Empty stays empty, because
 * it may matter whether a cell is filled.
 */
export function makeMask(key: Uint8Array): Mask {
  return (kind, value) => {
    if (value.trim() === '') return value;
    const hash = createHmac('sha256', key)
      .update(`${kind}\n${toForm(kind, value)}`)
      .digest('hex');
    return `${kind}_${hash.slice(0, 12)}`;
  };
}

function toForm(kind: string, value: string): string {
  const text = value.normalize('NFC').trim();
  if (kind === 'email') return text.toLowerCase();
  return kind === 'phone' ? text.replace(/[^\d+]/g, '') || text : text;
}
