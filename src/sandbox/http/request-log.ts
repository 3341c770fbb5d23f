/** One request as the server saw it. */
export interface LoggedRequest {
  /** ISO 8601. */
  at: string;
  method: string;
  /** Includes the query. */
  path: string;
  /** The JSON of the body, or its text if it is not JSON; null without a body. */
  body: unknown;
  /** The status answered; null if there was none (yet). */
  status: number | null;
}

/** The last N requests. */
export class RequestLog {
  #entries: LoggedRequest[] = [];

  /** Logs a request; the caller fills in the status later. `keep` 0 costs nothing. */
  add(keep: number, method: string, path: string, text: string): LoggedRequest | undefined {
    if (keep === 0) return undefined;
    const entry = { at: new Date().toISOString(), method, path, body: toBody(text), status: null };
    this.#entries.push(entry);
    // Trimmed only now and then, because each trim moves the whole list.
    if (this.#entries.length >= keep * 2) this.#entries = this.#entries.slice(-keep);
    return entry;
  }

  last(keep: number): LoggedRequest[] {
    return keep === 0 ? [] : this.#entries.slice(-keep);
  }

  clear(): void {
    this.#entries = [];
  }
}

function toBody(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
