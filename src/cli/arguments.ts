import type { TerminalFlags } from '../config/commands.js';

/** Flags as yargs hands them over; the option schemas say what they must be. */
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
  readonly [flag: string]: unknown;
}
