/** A configuration file is kept beside the customers, often in a repository: a credential does not belong there. */
import { toPlace } from '../wrong-places.js';
import { BulkError } from '../../core/errors.js';
import type { KeyPath } from './parse.js';

const SECRET_KEY =
  /^(bitpowr)?(bearer|auth|access)?(token|apikey|secretkey|publickey|privatekey|secret|password)$/;

/** A variable with its value, a header, or the user in a URL. */
const SECRET_VALUE = /BITPOWR_[A-Z_]+\s*[=:]|^(Bearer|Basic)\s|:\/\/[^/\s]*@/i;

/** The URL of a webhook lets everyone who has it send messages. */
const WEBHOOK = /^(slack\+)?https?:/i;

/** Throws `config_invalid` where a key or a value is a credential. It names the place, and never the value. */
export function assertNoSecret(path: string, data: unknown): void {
  const place = findSecret(data, []);
  if (place === undefined) return;
  throw new BulkError(
    'config_invalid',
    `The configuration file ${path} holds a credential: ${toPlace(place)}.`,
    {
      hint:
        place.at(-1) === 'notify'
          ? 'Write the URL into a file of its own, and name that file: "notify": "@notify.txt".'
          : 'Write the credential into a file of its own, as BITPOWR_TOKEN=…, and name that file: "credentials": "bitpowr.env".',
    },
  );
}

function findSecret(data: unknown, place: KeyPath): KeyPath | undefined {
  if (typeof data === 'string') return SECRET_VALUE.test(data) ? place : undefined;
  if (typeof data !== 'object' || data === null) return undefined;
  for (const [key, value] of Object.entries(data)) {
    const isSecret = SECRET_KEY.test(key.toLowerCase().replaceAll(/[^a-z]/g, ''));
    const found = isSecret || isWebhook(key, value) ? [...place, key] : findSecret(value, [...place, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isWebhook(key: string, value: unknown): boolean {
  if (key !== 'notify') return false;
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return texts.some((text) => typeof text === 'string' && WEBHOOK.test(text));
}
