/** A database server that a test started, and stops. */
export interface Database {
  /** The server may write into it. */
  readonly folder: string;
  /** The command of its own client, connected. */
  readonly client: readonly string[];
  /** Runs statements and returns what the client writes. Throws what the database says. */
  execute(sql: string): Promise<string>;
  stop(): Promise<void>;
}
