/** What the runs of one token on this machine share: the name of the token, and the folder with their files. */
import { createHmac } from 'node:crypto';
import { join } from 'node:path';

/** The meeting place of the runs on this machine. */
export interface PeerPlace {
  readonly root: string;
  /** Random and secret, the same for all runs of a user on this machine. */
  readonly key: Uint8Array;
}

/** Folder for the runs of one token. */
export function toPeerFolder({ root, key }: PeerPlace, credential: string, baseUrl: string): string {
  return join(root, toTokenName(key, credential, baseUrl));
}

/** What the runs of one token call it among themselves; without the key, it does not confirm a guessed token. */
export function toTokenName(key: Uint8Array, credential: string, baseUrl: string): string {
  const hash = createHmac('sha256', key).update(`bitpowr-bulk\n${baseUrl}\n${credential}`).digest('hex');
  return hash.slice(0, 24);
}
