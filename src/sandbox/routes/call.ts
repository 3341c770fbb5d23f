import type { CredentialBook, Grant } from '../authenticate.js';
import type { DeriveAddress } from '../derive-address.js';
import type { Draws } from '../draws.js';
import { isObject, type Body } from '../http/fields.js';
import { refuse, type Refusal, type Reply } from '../http/reply.js';
import type { SandboxFaults } from '../options.js';
import type { Store, Tenant } from '../store/store.js';

/** What the server provides to every request. */
export interface Ground {
  store: Store;
  book: CredentialBook;
  faults: SandboxFaults;
  draws: Draws;
  deriveAddress: DeriveAddress;
}

/** One request that has passed authentication. */
export interface Call {
  ground: Ground;
  grant: Grant;
  tenant: Tenant;
  params: readonly string[];
  query: URLSearchParams;
  body: Body;
}

/** The handler of one method on one path. It runs synchronously, so that requests never see half of another. */
export interface Route {
  /** `POST /customers/{uid}`: the name in `faultsOn` and in the statistics. */
  label: string;
  method: 'GET' | 'POST' | 'DELETE';
  template: string;
  hasBody: boolean;
  handle(call: Call): Reply;
}

export function route(method: Route['method'], template: string, handle: (call: Call) => Reply): Route {
  return { label: `${method} ${template}`, method, template, hasBody: method === 'POST', handle };
}

/** The path parameter at this position. */
export function paramOf(call: Call, place: number): string {
  return call.params[place] ?? '';
}

/**
 * The body as an object, or the refusal: 406 if it is not declared as JSON, 400 if it is not JSON. A content type may have
 * parameters such as a charset.
 */
export function parseBody(
  contentType: string | undefined,
  text: string,
): { body: Body } | { refusal: Refusal } {
  if (contentType === undefined || !/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(contentType)) {
    return { refusal: refuse(406, 'Content-Type must be application/json') };
  }
  try {
    const body: unknown = JSON.parse(text);
    return isObject(body) ? { body } : { refusal: refuse(400, 'Body must be a JSON object') };
  } catch {
    return { refusal: refuse(400, 'Body is not valid JSON') };
  }
}
