/** Takes secrets out of text on its way out. */

/** A function that replaces every given secret, and its base64 forms, by `[redacted]`. */
export function makeRedactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .filter((secret) => secret.length >= 4)
    .flatMap((secret) => [
      secret,
      ...toBase64Forms(secret),
      encodeURIComponent(secret),
      toLowerPercent(secret),
    ]);
  // Longest first, so that a secret within another's encoding leaves no remainder.
  const ordered = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((left, form) => left.replaceAll(form, '[redacted]'), text);
}

function toLowerPercent(secret: string): string {
  return encodeURIComponent(secret).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
}

function toBase64Forms(secret: string): string[] {
  const base64 = Buffer.from(secret, 'utf8').toString('base64');
  return [base64, base64.replace(/=+$/, ''), Buffer.from(secret, 'utf8').toString('base64url')];
}

/** A value of which only enough is left to recognise it by: `j***@e***.com`, `+23***78`, `J***`. */
export function maskText(text: string): string {
  const at = text.lastIndexOf('@');
  if (at > 0) {
    const domain = text.slice(at + 1);
    const dot = domain.lastIndexOf('.');
    return `${toFirst(text)}***@${toFirst(domain)}***${dot > 0 ? domain.slice(dot) : ''}`;
  }
  return /^\+?\d{9,}$/.test(text) ? `${text.slice(0, 3)}***${text.slice(-2)}` : `${toFirst(text)}***`;
}

function toFirst(text: string): string {
  return text === '' ? '' : String.fromCodePoint(text.codePointAt(0) ?? 0);
}
