import type { TerminalFlags } from '../config/commands.js';
import type { CredentialsFile } from '../config/credentials-file.js';
import type { UsedProfile } from '../config/file/load.js';

/** What of a configuration file a session needs to know. */
export interface Configuration {
  readonly path: string;
  readonly profile: UsedProfile | undefined;
  /** Whether the command takes anything from it. */
  readonly isUsed: boolean;
  /** The organisation whose LIVE customers may change without a question. */
  readonly liveOrganisation: string | undefined;
}

/** What a command line says; the option schemas say what they must be. */
export interface Arguments extends Omit<TerminalFlags, 'set' | 'where'> {
  readonly source?: string;
  readonly run?: string;
  readonly code?: string;
  readonly shell?: string;
  /** Repeatable. */
  readonly map?: string | readonly string[];
  /** Repeatable. */
  readonly set?: string | readonly string[];
  /** Repeatable. */
  readonly where?: string | readonly string[];
  /** A path; the schema's value is what the file says. */
  readonly rules?: string;
  /** Of the file that completed these flags; never typed. */
  readonly configuration?: Configuration;
  /** Of `--credentials`, or of the file that the configuration file names; never typed. */
  readonly credentialsFile?: CredentialsFile | undefined;
  readonly [flag: string]: unknown;
}
