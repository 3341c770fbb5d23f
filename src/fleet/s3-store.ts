/** A store in a bucket of Amazon S3, or of a service that is compatible with it. An object is visible once it is whole. */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline as connect, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type * as S3 from '@aws-sdk/client-s3';
import type * as Uploads from '@aws-sdk/lib-storage';
import { toReason, toRefusal } from './s3-errors.js';
import type { Store } from './store.js';

const MB = 1024 * 1024;
const LEAST_PART_BYTES = 16 * MB;
const MAX_PARTS = 10_000;
/** In memory at a time. */
const PARTS_AT_ONCE = 2;
const CONNECT_MS = 10_000;
const SILENCE_MS = 60_000;
/** How often a file is fetched whose bytes stop coming. */
const MAX_FETCHES = 3;

export interface S3Place {
  /** As people write it: `s3://bucket/prefix`. */
  readonly name: string;
  readonly bucket: string;
  /** Empty, or it ends with `/`. */
  readonly prefix: string;
  /** Of a compatible service; absent: Amazon's, or what the SDK's own configuration says. */
  readonly endpoint?: string | undefined;
  /** Absent: the SDK finds it. */
  readonly region?: string | undefined;
}

type S3Sdk = typeof S3;
type UploadSdk = typeof Uploads;

interface S3Parts {
  readonly sdk: S3Sdk;
  readonly uploads: UploadSdk;
  readonly client: S3.S3Client;
}

/** Credentials come from where the AWS SDK finds them. Throws `config_invalid` where the SDK is not installed. */
export async function openS3Store(place: S3Place): Promise<S3Store> {
  const { endpoint, region } = place;
  const [sdk, uploads] = await importSdk(place.name);
  const client = new sdk.S3Client({
    // Compatible services have the bucket in the path, and most know no regions.
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true, region: 'us-east-1' }),
    ...(region === undefined ? {} : { region }),
    // Not each service knows the newer checksums; a part is signed with its SHA-256 anyway.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENCE_MS },
  });
  return new S3Store(place, { sdk, uploads, client });
}

async function importSdk(store: string): Promise<[S3Sdk, UploadSdk]> {
  try {
    return await Promise.all([import('@aws-sdk/client-s3'), import('@aws-sdk/lib-storage')]);
  } catch (error) {
    throw toRefusal(store, error) ?? error;
  }
}

export class S3Store implements Store {
  readonly #place: S3Place;
  readonly #parts: S3Parts;

  constructor(place: S3Place, parts: S3Parts) {
    this.#place = place;
    this.#parts = parts;
  }

  /** In one request, or in parts that become an object together; where it fails, the parts are removed. */
  async put(key: string, path: string): Promise<string> {
    const { size } = await stat(path);
    const hash = createHash('sha256');
    // A fault of the file becomes one of the body.
    const Body = connect(createReadStream(path), toTap(hash), () => undefined);
    const { uploads, client } = this.#parts;
    const upload = new uploads.Upload({
      client,
      params: { ...this.#at(key), Body },
      partSize: Math.max(LEAST_PART_BYTES, Math.ceil(size / MAX_PARTS)),
      queueSize: PARTS_AT_ONCE,
    });
    try {
      await this.#ask(`can not store ${key}`, () => upload.done());
    } finally {
      Body.destroy();
    }
    return hash.digest('hex');
  }

  async get(key: string, path: string): Promise<string> {
    return this.#ask(`can not give ${key}`, async () => {
      for (let fetched = 1; ; fetched += 1) {
        try {
          return await this.#fetch(key, path);
        } catch (error) {
          if (fetched === MAX_FETCHES || toRefusal('', error) !== undefined) throw error;
        }
      }
    });
  }

  async #fetch(key: string, path: string): Promise<string> {
    const { sdk, client } = this.#parts;
    const { Body } = await client.send(new sdk.GetObjectCommand(this.#at(key)));
    if (!(Body instanceof Readable)) throw new Error('The answer has no body.');
    const hash = createHash('sha256');
    await pipeline(Body, toTap(hash), createWriteStream(path, { mode: 0o600, flush: true }));
    return hash.digest('hex');
  }

  async list(folder: string): Promise<readonly string[]> {
    const { sdk, client } = this.#parts;
    const { Bucket, Key } = this.#at(`${folder}/`);
    return this.#ask(`can not list ${folder}`, async () => {
      const names: string[] = [];
      for await (const { Contents = [] } of sdk.paginateListObjectsV2({ client }, { Bucket, Prefix: Key }))
        names.push(...Contents.map(({ Key: key = '' }) => key.slice(Key.length)));
      return names.filter((name) => name !== '' && !name.includes('/'));
    });
  }

  async remove(key: string): Promise<void> {
    const { sdk, client } = this.#parts;
    const { Bucket, Key } = this.#at(key);
    await this.#ask(`can not remove ${key}`, async () => {
      await client.send(new sdk.DeleteObjectCommand({ Bucket, Key }));
      const pages = sdk.paginateListObjectsV2({ client }, { Bucket, Prefix: `${Key}/` });
      for await (const { Contents = [] } of pages)
        for (const one of Contents) await client.send(new sdk.DeleteObjectCommand({ Bucket, Key: one.Key }));
    });
  }

  #at(key: string): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.#place.bucket, Key: this.#place.prefix + key };
  }

  /** The SDK repeats what may pass by itself three times. Its errors have whole requests, with their headers, so they end here. */
  async #ask<T>(failure: string, act: () => Promise<T>): Promise<T> {
    const { name } = this.#place;
    try {
      return await act();
    } catch (error) {
      const refusal = toRefusal(name, error);
      throw refusal ?? new Error(`The store ${name} ${failure}: ${toReason(error)}`);
    }
  }
}

/** Hashes what passes. */
function toTap(hash: Hash): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
}
