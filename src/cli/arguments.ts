import type { TerminalFlags } from '../config/commands.js';
import type { Configuration } from './configuration.js';

/** Flags as yargs hands them over; the option schemas say what they must be. */
export interface Arguments extends Omit<TerminalFlags, 'set' | 'where'> {
  readonly source?: string;
  readonly run?: string;
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
  readonly [flag: string]: unknown;
}
