/**
 * The fleet's tables in PostgreSQL, as numbered migrations: `MIGRATIONS[n]` leads from version n to n + 1. A migration that has
 * been released is never edited.
 */
export const SCHEMA = 'bitpowr_bulk';

export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE ${SCHEMA}.runs (
    id text PRIMARY KEY,
    job jsonb NOT NULL,                   -- what to do; names a credential, and holds no secret
    state text NOT NULL DEFAULT 'open',   -- open, or ended
    fence bigint NOT NULL DEFAULT 0,      -- raised each time that a worker takes the run
    holder text NOT NULL DEFAULT '',
    expires_at timestamptz NOT NULL DEFAULT to_timestamp(0),
    begun boolean NOT NULL DEFAULT false, -- the journal is at work on this job, and is resumed
    snapshot text,                        -- the key of the journal in the store; null: nothing was sent yet
    snapshot_sha256 text,
    snapshot_seq bigint,                  -- the last change that the snapshot has
    result text,                          -- the folder of its files in the store, once it has ended
    summary jsonb,
    error jsonb,                          -- why no worker takes it any more: code and message
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at timestamptz
  );

  CREATE TABLE ${SCHEMA}.log (
    run_id text NOT NULL REFERENCES ${SCHEMA}.runs (id) ON DELETE CASCADE,
    seq bigint NOT NULL,
    fence bigint NOT NULL,
    changes text NOT NULL,                -- JSON: see log-entry.ts
    PRIMARY KEY (run_id, seq)
  );

  CREATE TABLE ${SCHEMA}.mask_key (key text NOT NULL); -- 32 random bytes in hex
  INSERT INTO ${SCHEMA}.mask_key
    VALUES (encode(sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea), 'hex'));
  `,
  `
  CREATE TABLE ${SCHEMA}.pace (
    token text NOT NULL,                  -- a hash by pace_key, which names it
    member uuid NOT NULL,                 -- a run of this token
    told_at timestamptz NOT NULL,
    closed_ms float8 NOT NULL,            -- how long it sends nothing, from told_at
    whole jsonb,                          -- the limit of the token as it found it
    PRIMARY KEY (token, member)
  );

  CREATE TABLE ${SCHEMA}.found_limits (   -- for the next run with the token
    token text PRIMARY KEY,
    found_at timestamptz NOT NULL,
    kept jsonb NOT NULL
  );

  CREATE TABLE ${SCHEMA}.pace_key (key text NOT NULL);
  INSERT INTO ${SCHEMA}.pace_key VALUES (gen_random_uuid()::text || gen_random_uuid()::text);
  `,
  `
  ALTER TABLE ${SCHEMA}.pace
    ADD COLUMN joined_at timestamptz NOT NULL DEFAULT clock_timestamp(), -- who was first leads the search for the limit
    ADD COLUMN backend int;                                              -- of its connection, which ends with the run
  `,
];
