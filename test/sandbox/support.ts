import { onTestFinished } from 'vitest';
import { startSandbox, testCredential, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.js';

export const bearer = `Bearer ${testCredential.token}`;

/** A sandbox that ends with the test. */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body, loosely typed: tests say what they expect of it. */
  body: Envelope;
}

export interface Envelope {
  status?: string;
  message?: string;
  error?: string | { message: string; code: string };
  mode?: string;
  page?: number | string;
  totalPages?: number | string;
  data: Fields & Fields[];
}

export type Fields = Record<string, unknown> & { uid: string };

export interface Ask {
  authorization?: string | null;
  contentType?: string | null;
  signal?: AbortSignal;
}

/** Sends one request; a string body goes as it is, anything else as JSON. */
export async function ask(
  sandbox: Sandbox,
  label: string,
  body?: unknown,
  { authorization = bearer, contentType = 'application/json', signal }: Ask = {},
): Promise<Answer> {
  const [method = 'GET', path = '/'] = label.split(' ');
  const headers: Record<string, string> = {};
  if (authorization !== null) headers.authorization = authorization;
  if (body !== undefined && contentType !== null) headers['content-type'] = contentType;
  const response = await fetch(
    path.startsWith('/_sandbox') ? sandbox.controlUrl + path.slice(9) : sandbox.url + path,
    {
      method,
      headers,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    },
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parse(text) };
}

/** Creates a customer and gives it as returned. */
export async function addCustomer(sandbox: Sandbox, fields: Record<string, unknown> = {}): Promise<Fields> {
  const answer = await ask(sandbox, 'POST /customers', { name: 'Ada Example', ...fields });
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body.data;
}

function parse(text: string): Envelope {
  try {
    return JSON.parse(text) as Envelope;
  } catch {
    return { data: [] as unknown as Envelope['data'] };
  }
}
