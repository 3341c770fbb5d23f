/** The store that `--store` names: a folder that all workers mount, or `s3://bucket/prefix`. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Environment } from '../core/environment.js';
import { BulkError, isBulkError, toMessage } from '../core/errors.js';
import { openS3Store, type S3Place } from './s3-store.js';
import { FolderStore, type Store } from './store.js';

const S3 = /^s3:\/\/([^/]+)\/?(.*?)\/*$/;

/**
 * Opens the store, once it has kept, given and removed a small file. The environment may name an endpoint and a region, as for
 * the AWS tools. Throws `config_invalid`.
 */
export async function openStore(place: string, environment: Environment): Promise<Store> {
  const store = place.startsWith('s3:')
    ? await openS3Store(toS3Place(place, environment))
    : await openFolder(resolve(place));
  await assertUsable(store, place);
  return store;
}

/** A folder that is not there may be one that is not mounted: made here, no other worker would see it. */
async function openFolder(path: string): Promise<FolderStore> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() === true) return new FolderStore(path);
  const hint = 'Mount it, or create it in a place that all workers mount.';
  throw new BulkError('config_invalid', `The store ${path} is not a folder.`, { hint });
}

/** Throws `config_invalid` if the text names no bucket. */
export function toS3Place(place: string, environment: Environment): S3Place {
  const [, bucket, path = ''] = S3.exec(place) ?? [];
  if (bucket === undefined) {
    const hint = 'Write --store s3://bucket/prefix, or --store FOLDER.';
    throw new BulkError('config_invalid', `The store ${place} names no bucket.`, { hint });
  }
  const read = (...names: readonly string[]): string | undefined =>
    names.map((name) => environment[name]?.trim()).find((value) => value !== undefined && value !== '');
  return {
    name: place,
    bucket,
    prefix: path === '' ? '' : `${path}/`,
    endpoint: read('AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'),
    region: read('AWS_REGION', 'AWS_DEFAULT_REGION'),
  };
}

/** What would fail in the middle of a run fails at the start of the worker. */
async function assertUsable(store: Store, place: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bitpowr-bulk-'));
  const key = `.check-${randomUUID()}`;
  try {
    await writeFile(join(folder, 'put'), 'bitpowr-bulk');
    const put = await store.put(key, join(folder, 'put'));
    const got = await store.get(key, join(folder, 'got'));
    await store.remove(key);
    if (put !== got) throw new Error('A file came back changed.');
  } catch (error) {
    if (isBulkError(error)) throw error;
    const hint = 'Make the store reachable and writable for this worker, then start it again.';
    const message = `The store ${place} can not be used: ${toMessage(error).replace(/\.?$/, '.')}`;
    throw new BulkError('config_invalid', message, { cause: error, hint });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
