import { createHmac } from 'node:crypto';

/** The column that says of a file that its cells are tokens. */
export const MASKED_COLUMN = 'bulk_masked';

/** Stands for a value: `email_5f0c1a9be2d4`. */
export type Mask = (kind: string, value: string) => string;

/**
 * Tokens in the place of personal data: the same for the same value of a kind, however it is written, and of no use to who
 * does not have the key. A hash without a key would be no cover: there are few enough phones to try them all. Empty stays
 * empty, for whether a cell is filled may be what matters.
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
