/** The connection of a pace board to PostgreSQL: what one run tells the others of its token, and what they tell. */
import type { Client } from 'pg';
import { z } from 'zod';
import type { KeptLimit, WholeLimit } from '../core/pace-board.js';
import {
  FORGOTTEN_MS,
  GONE_MS,
  toBelieved,
  wholeLimitSchema,
  type AgedLimit,
  type AgedWord,
} from '../core/pace-words.js';
import { toConnectionSettings } from './database.js';
import { SCHEMA } from './schema.js';

const AGE_MS = (column: string): string =>
  `(extract(epoch FROM clock_timestamp() - ${column}) * 1000)::float8 AS "ageMs"`;
const OLDER = (column: string, ms: number): string =>
  `${column} < clock_timestamp() - interval '${ms} milliseconds'`;

const TELL = `INSERT INTO ${SCHEMA}.pace (token, member, told_at, closed_ms, whole, backend)
  VALUES ($1, $2, clock_timestamp(), $3, $4, pg_backend_pid())
  ON CONFLICT (token, member) DO UPDATE SET told_at = excluded.told_at, closed_ms = excluded.closed_ms,
    whole = excluded.whole, backend = excluded.backend
  RETURNING CASE WHEN $6 THEN pg_notify($5, $2::text) END`;
/** Also those that began earlier, if this run is on the board at all. */
const HEAR = `SELECT ${AGE_MS('pace.told_at')}, pace.closed_ms AS "closedForMs", pace.whole,
    pace.backend IS NOT NULL AND activity.pid IS NULL AS "isCutOff",
    own.member IS NULL OR (pace.joined_at, pace.member) < (own.joined_at, own.member) AS "isEarlier"
  FROM ${SCHEMA}.pace LEFT JOIN pg_stat_activity AS activity ON activity.pid = pace.backend
    LEFT JOIN ${SCHEMA}.pace AS own ON own.token = pace.token AND own.member = $2
  WHERE pace.token = $1 AND pace.member <> $2 AND NOT ${OLDER('pace.told_at', GONE_MS)}`;
const LEAVE = `DELETE FROM ${SCHEMA}.pace WHERE token = $1 AND member = $2 RETURNING pg_notify($3, $2::text)`;
const KEEP = `INSERT INTO ${SCHEMA}.found_limits (token, found_at, kept) VALUES ($1, clock_timestamp(), $2)
  ON CONFLICT (token) DO UPDATE SET found_at = excluded.found_at, kept = excluded.kept`;
const READ_KEPT = `SELECT ${AGE_MS('found_at')}, kept FROM ${SCHEMA}.found_limits WHERE token = $1`;
const FORGET = `DELETE FROM ${SCHEMA}.pace WHERE ${OLDER('told_at', GONE_MS)};
  DELETE FROM ${SCHEMA}.found_limits WHERE ${OLDER('found_at', FORGOTTEN_MS)}`;

const wordsSchema = z.array(
  z.object({
    ageMs: z.number(),
    closedForMs: z.number(),
    whole: wholeLimitSchema.optional().catch(undefined),
    isCutOff: z.boolean(),
    isEarlier: z.boolean(),
  }),
);

export interface HeardWord extends AgedWord {
  /** It began to send earlier than this run. */
  readonly isEarlier: boolean;
}

export interface PaceLinkParts {
  readonly url: string;
  /** This run among those of its token: a UUID. */
  readonly member: string;
  /** The name of the token; `key`: secret, the same for all workers of the queue. */
  readonly toToken: (key: Uint8Array) => string;
  /** Another run has told something new. */
  readonly onNews: () => void;
  /** A connection that was open is gone. */
  readonly onLost: (link: PaceLink) => void;
}

/** All methods throw what `pg` throws. */
export class PaceLink {
  readonly #client: Client;
  readonly #token: string;
  readonly #member: string;
  readonly #channel: string;

  static async open({ url, member, toToken, onNews, onLost }: PaceLinkParts): Promise<PaceLink> {
    const { default: pg } = await import('pg');
    const client = new pg.Client(toConnectionSettings(url));
    // It ends, or the connecting fails.
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ key: string }>(`SELECT key FROM ${SCHEMA}.pace_key`);
      const link = new PaceLink(client, toToken(Buffer.from(rows[0]?.key ?? '')), member);
      client.on('notification', ({ payload }) => {
        if (payload !== member) onNews();
      });
      // A report that a crash of the server loses comes again a second later.
      await client.query(`SET synchronous_commit = off; LISTEN ${link.#channel}; ${FORGET}`);
      client.on('end', () => onLost(link));
      return link;
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  }

  private constructor(client: Client, token: string, member: string) {
    this.#client = client;
    this.#token = token;
    this.#member = member;
    this.#channel = `${SCHEMA}_pace_${token}`;
  }

  /** `isNews`: the others are woken. */
  async tell(
    { closedForMs, whole }: { readonly closedForMs: number; readonly whole: WholeLimit | undefined },
    isNews: boolean,
  ): Promise<void> {
    const text = whole === undefined ? null : JSON.stringify(whole);
    await this.#client.query(TELL, [this.#token, this.#member, closedForMs, text, this.#channel, isNews]);
  }

  async hear(): Promise<readonly HeardWord[]> {
    const { rows } = await this.#client.query(HEAR, [this.#token, this.#member]);
    return wordsSchema.parse(
      rows.map(({ whole, ...row }: Record<string, unknown>) => ({ ...row, whole: whole ?? undefined })),
    );
  }

  async leave(): Promise<void> {
    await this.#client.query(LEAVE, [this.#token, this.#member, this.#channel]);
  }

  async keep(limit: KeptLimit): Promise<void> {
    await this.#client.query(KEEP, [this.#token, JSON.stringify(limit)]);
  }

  async readKept(): Promise<AgedLimit | undefined> {
    const { rows } = await this.#client.query<{ ageMs: number; kept: unknown }>(READ_KEPT, [this.#token]);
    return rows[0] && toBelieved(rows[0].kept, rows[0].ageMs);
  }

  async close(): Promise<void> {
    await this.#client.end();
  }
}
