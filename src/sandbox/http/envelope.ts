import type { Draw } from '../draws.js';
import type { ErrorEnvelope } from '../options.js';

/** The body of an error and its type. */
export interface ErrorBody {
  contentType: string;
  body: string;
}

const jsonEnvelopes = ['status-message', 'message', 'error', 'error-object'] as const;
const proxyEnvelopes = [...jsonEnvelopes, 'html', 'empty'] as const;

/** Wraps a message in the envelope. */
export function toErrorBody(status: number, message: string, envelope: ErrorEnvelope, draw: Draw): ErrorBody {
  switch (envelope) {
    case 'status-message':
      return json({ status: 'error', message });
    case 'message':
      return json({ message });
    case 'error':
      return json({ error: message });
    case 'error-object':
      return json({ error: { message, code: toErrorCode(status, message) } });
    case 'html':
      return {
        contentType: 'text/html; charset=utf-8',
        body: `<html><head><title>${status}</title></head><body><h1>${toHtml(message)}</h1></body></html>`,
      };
    case 'empty':
      return { contentType: 'text/plain', body: '' };
    case 'mixed': {
      // Only 429 and 5xx come from a proxy; a 4xx without its message would be ambiguous.
      const choices = status === 429 || status >= 500 ? proxyEnvelopes : jsonEnvelopes;
      const drawn = choices[Math.floor(draw() * choices.length)] ?? 'message';
      return toErrorBody(status, message, drawn, draw);
    }
    default:
      return envelope satisfies never;
  }
}

function json(value: unknown): ErrorBody {
  return { contentType: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

function toErrorCode(status: number, message: string): string {
  return /^[A-Z_]+$/.test(message) ? message : `HTTP_${status}`;
}

function toHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
