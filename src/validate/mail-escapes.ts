/** Escapes of mail headers and bodies: encoded words (RFC 2047) and quoted-printable (RFC 2045). */

const WORD = /=\?([\w-]+)(?:\*[\w-]+)?\?([BbQq])\?([^?\s]*)\?=(?:\s+(?==\?))?/g;
/** Bytes above ASCII; `=41` is rather a text with an equals sign. */
const BYTES = /(?:=[89A-F][0-9A-F])+/g;

/** `=?UTF-8?Q?Jos=C3=A9?=` as `José`; a word in an unknown encoding stays. */
export function readMailWords(text: string): string {
  return text.replace(WORD, (all, charset: string, kind: string, content: string) => {
    const bytes =
      kind.toUpperCase() === 'B' ? Buffer.from(content, 'base64') : toBytes(content.replaceAll('_', ' '));
    return decode(bytes, charset) ?? all;
  });
}

/** `Jos=C3=A9` as `José`, where the bytes are UTF-8. */
export function readQuotedPrintable(text: string): string {
  return text.replace(BYTES, (run) => decode(toBytes(run), 'utf-8') ?? run);
}

function toBytes(text: string): Buffer {
  const latin1 = text.replace(/=([0-9A-Fa-f]{2})/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(latin1, 'latin1');
}

function decode(bytes: Buffer, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
