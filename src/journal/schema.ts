/**
 * The journal's tables, as numbered migrations: `MIGRATIONS[n]` leads from version n to n + 1 (`PRAGMA user_version`).
 * A migration that has been released is never edited.
 *
 * What is written once (`source_rows`) is separate from what changes with each move (`rows`), so that a move rewrites some
 * hundred bytes and not the customer.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE run (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE source_rows (
    row INTEGER PRIMARY KEY,
    line INTEGER NOT NULL,
    cells TEXT NOT NULL,             -- JSON array of text
    wish TEXT                        -- JSON RowWish; null in an invalid row
  );

  CREATE TABLE rows (
    row INTEGER PRIMARY KEY,
    state TEXT NOT NULL,
    key_uid TEXT,
    key_external_id TEXT,
    key_email TEXT,
    doubt TEXT NOT NULL DEFAULT '',
    uid TEXT NOT NULL DEFAULT '',
    matched_by TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '',
    sub_account_uid TEXT NOT NULL DEFAULT '',
    address_status TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    address_uid TEXT NOT NULL DEFAULT '',
    error_code TEXT NOT NULL DEFAULT '',
    error TEXT NOT NULL DEFAULT '',
    warnings TEXT NOT NULL DEFAULT '',  -- codes, ';' between
    attempts INTEGER NOT NULL DEFAULT 0,
    http_status INTEGER,
    create_tried_at INTEGER,            -- ms since the epoch, as all times here
    address_tried_at INTEGER,
    finished_at INTEGER
  );

  CREATE TABLE plans (
    row INTEGER PRIMARY KEY,
    remote TEXT NOT NULL,               -- JSON RemoteCustomer: what was there before
    body TEXT NOT NULL,                 -- JSON CustomerBody: what is sent
    changes TEXT NOT NULL               -- JSON FieldChange[]
  );

  CREATE TABLE attempts (
    row INTEGER NOT NULL,
    number INTEGER NOT NULL,            -- in the order of the row's life; looks are counted in too
    step TEXT NOT NULL,                 -- create, update, sub_account, address, look
    started_at INTEGER NOT NULL,
    body TEXT,                          -- JSON as sent
    ended_at INTEGER,                   -- null: no answer was recorded
    http_status INTEGER,
    result TEXT NOT NULL DEFAULT '',
    message TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (row, number)
  ) WITHOUT ROWID;

  CREATE TABLE issues (
    id INTEGER PRIMARY KEY,
    row INTEGER NOT NULL,
    line INTEGER NOT NULL,
    column_name TEXT NOT NULL,
    severity TEXT NOT NULL,
    code TEXT NOT NULL,
    value TEXT NOT NULL,
    message TEXT NOT NULL,
    hint TEXT NOT NULL
  );

  CREATE TABLE directory (
    uid TEXT PRIMARY KEY,               -- as toUidKey
    external_id TEXT,
    email_key TEXT,
    deleted INTEGER NOT NULL,
    listed INTEGER NOT NULL,
    record TEXT NOT NULL                -- JSON RemoteCustomer
  ) WITHOUT ROWID;
  CREATE INDEX directory_external_id ON directory (external_id) WHERE external_id IS NOT NULL;
  CREATE INDEX directory_email ON directory (email_key) WHERE email_key IS NOT NULL;
  `,
  `
  -- The number of the directory when the first create of the row was about to leave; null: none was.
  ALTER TABLE rows ADD COLUMN create_mark INTEGER;
  -- Fields that the server does not keep as they were sent, ';' between.
  ALTER TABLE rows ADD COLUMN not_kept TEXT NOT NULL DEFAULT '';
  -- JSON RemoteCustomer: what the server answered, where that differs from what was sent.
  ALTER TABLE plans ADD COLUMN answered TEXT;
  -- The number of the directory when it first met the customer.
  ALTER TABLE directory ADD COLUMN met INTEGER NOT NULL DEFAULT 0;

  CREATE TABLE place_addresses (
    place TEXT NOT NULL,                -- uid of the wallet, and of the sub-account if there is one
    uid TEXT NOT NULL,
    customer_id TEXT,                   -- as toUidKey; null where the server does not say it
    label TEXT,
    address TEXT NOT NULL,
    record TEXT NOT NULL,               -- JSON RemoteAddress
    PRIMARY KEY (place, uid)
  ) WITHOUT ROWID;
  CREATE INDEX place_addresses_customer ON place_addresses (place, customer_id);
  CREATE INDEX place_addresses_label ON place_addresses (place, label);
  `,
];

/** Created once the rows are loaded: inserting in random key order is six times slower than sorting at the end. */
export const KEY_INDEXES = `
  CREATE INDEX IF NOT EXISTS rows_external_id ON rows (key_external_id) WHERE key_external_id IS NOT NULL;
  CREATE INDEX IF NOT EXISTS rows_email ON rows (key_email) WHERE key_email IS NOT NULL;
  CREATE INDEX IF NOT EXISTS rows_uid ON rows (key_uid) WHERE key_uid IS NOT NULL;
  CREATE INDEX IF NOT EXISTS rows_address ON rows (address) WHERE address <> '';
  CREATE INDEX IF NOT EXISTS issues_row ON issues (row);
`;

/** Created on the first query for a customer's row, which most runs never make: uids come in random order, too. */
export const REMOTE_UID_INDEX = `CREATE INDEX IF NOT EXISTS rows_remote_uid ON rows (uid) WHERE uid <> ''`;

/** Created when many uids of a kind are looked up that some row may have. */
export const toClaimIndex = (column: string): string =>
  `CREATE INDEX IF NOT EXISTS rows_claimed_${column} ON rows (lower(${column})) WHERE ${column} <> ''`;

/** Created on the first question for customers that were met lately, which only a create in doubt asks. */
export const MET_INDEX = `CREATE INDEX IF NOT EXISTS directory_met ON directory (met)`;

/** Created when a source is compared: what a comparison stores in addition to what an import stores. */
export const COMPARISON_TABLES = `
  CREATE TABLE IF NOT EXISTS address_owners (uid TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS earlier (
    identity TEXT PRIMARY KEY,          -- of a difference of the run compared with
    seen INTEGER NOT NULL DEFAULT 0     -- this run found it too
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS fixups (
    row INTEGER PRIMARY KEY,
    cells TEXT NOT NULL                 -- JSON: pairs of column and cell
  );
`;

/** Created when the remote customers are listed completely: the last pass that met each customer. */
export const LISTING_TABLE = `
  CREATE TABLE IF NOT EXISTS listing (uid TEXT PRIMARY KEY, seen INTEGER NOT NULL) WITHOUT ROWID;
`;

/** The file of an export, as migrations from one version to the next. */
export const EXPORT_MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE run (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE records (
    number INTEGER PRIMARY KEY,         -- in the order found
    kind TEXT NOT NULL,                 -- customer, address, transaction
    uid TEXT NOT NULL,
    owner TEXT,                         -- uid of the customer whose it is
    created_at INTEGER,                 -- ms since the epoch; null where the vendor does not say
    deleted INTEGER NOT NULL,
    seen INTEGER NOT NULL,              -- the last pass over the list that met it
    record TEXT NOT NULL                -- JSON
  );
  CREATE UNIQUE INDEX records_uid ON records (kind, uid);
  CREATE INDEX records_owner ON records (owner, kind) WHERE owner IS NOT NULL;

  CREATE TABLE owners_read (
    kind TEXT NOT NULL,
    owner TEXT NOT NULL,
    PRIMARY KEY (kind, owner)
  ) WITHOUT ROWID;
  `,
];
