/** Where a run belongs. */
import { parseBaseUrl } from '../api/base-url.js';

/** A base URL in the one form in which it is compared and kept. It holds no secret. Throws `config_invalid`. */
export function toEndpoint(baseUrl: string): string {
  const { origin, path } = parseBaseUrl(baseUrl);
  return `${origin}${path}`;
}
