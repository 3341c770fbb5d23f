/** Secrets in every form in which a server may give them back, and the search for what is left of them. */

const toPercent = (text: string): string =>
  Array.from(Buffer.from(text))
    .map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
    .join('');

/** Each writes a text in another way. */
export const ENCODINGS: Readonly<Record<string, (secret: string) => string>> = {
  raw: (secret) => secret,
  'upper case': (secret) => secret.toUpperCase(),
  'lower case': (secret) => secret.toLowerCase(),
  base64: (secret) => Buffer.from(secret).toString('base64'),
  'base64 without padding': (secret) => Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  base64url: (secret) => Buffer.from(secret).toString('base64url'),
  'base64 with Bearer': (secret) => Buffer.from(`Bearer ${secret}`).toString('base64'),
  'base64 with Basic': (secret) => Buffer.from(`Basic ${secret}`).toString('base64url'),
  'base64 with one before': (secret) => Buffer.from(`:${secret};`).toString('base64'),
  'base64 with two before': (secret) => Buffer.from(`::${secret};;`).toString('base64'),
  'base64 in a URL': (secret) => encodeURIComponent(Buffer.from(`Bearer ${secret}`).toString('base64')),
  URL: (secret) => encodeURIComponent(secret),
  'URL, each character': (secret) => toPercent(secret),
  'URL, in capitals': (secret) => toPercent(secret).toUpperCase(),
  'URL, twice': (secret) => encodeURIComponent(toPercent(secret)),
  JSON: (secret) => JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
  'JSON, each character': (secret) =>
    Array.from(secret)
      .map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  HTML: (secret) =>
    secret
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('+', '&plus;')
      .replaceAll('/', '&sol;'),
  'HTML, each character': (secret) =>
    Array.from(secret)
      .map((one) => `&#${one.charCodeAt(0)};`)
      .join(''),
  'HTML, hexadecimal': (secret) =>
    Array.from(secret)
      .map((one) => `&#X${one.charCodeAt(0).toString(16)};`)
      .join(''),
};

/** What must not be seen: every 16 characters of a secret and of its base64 (without what depends on its neighbours). */
function toPieces(secret: string): Set<string> {
  const texts = [secret, ...[0, 1, 2].flatMap((before) => toBase64(secret, before))];
  const pieces = new Set<string>();
  for (const text of texts.map((one) => one.toLowerCase())) {
    for (let at = 0; at + 16 <= text.length; at += 1) pieces.add(text.slice(at, at + 16));
  }
  return pieces;
}

function toBase64(secret: string, before: number): string[] {
  const bytes = Buffer.from('\0'.repeat(before) + secret);
  const inner = bytes.toString('base64').slice([0, 2, 3][before], Math.floor((bytes.length * 8) / 6));
  return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
}

/** Gives the search: the first piece of the secret that is in a text, or undefined. Looks beneath one layer of escapes. */
export function makeSearch(secret: string): (text: string) => string | undefined {
  const pieces = toPieces(secret);
  return (text) => {
    for (const one of [text, undo(text)].map((found) => found.toLowerCase())) {
      for (let at = 0; at + 16 <= one.length; at += 1) {
        const piece = one.slice(at, at + 16);
        if (pieces.has(piece)) return piece;
      }
    }
    return undefined;
  };
}

function undo(text: string): string {
  return text.replace(/%([0-9a-f]{2})|\\u([0-9a-f]{4})|&#x([0-9a-f]+);|&#(\d+);/gi, (...found) => {
    const [percent, unicode, hex, decimal] = found.slice(1, 5) as (string | undefined)[];
    const digits = percent ?? unicode ?? hex;
    return String.fromCharCode(digits === undefined ? Number(decimal) : Number.parseInt(digits, 16));
  });
}

export const SECRETS = {
  short: 'bp_live+9fK2/xQ7.Zr4<T&w',
  long: `bp_${Array.from({ length: 217 }, (_one, at) => 'aZ0+bY1/cX2-dW3_eV4.fU5~'[(at * 7 + (at >> 3)) % 24]).join('')}`,
  jwt: `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.${Buffer.from('{"sub":"org-4711","iat":1760000000,"scope":"customers"}').toString('base64url')}.qL3v9kTzB1xWm8cYd0Rf7hJs2NpGuEaViOtXyQ5_Z-4`,
} as const;
