/** Flags as yargs hands them over; what they must be is for the option schemas to say. */
export interface Arguments {
  readonly source?: string;
  readonly run?: string;
  readonly row?: string;
  readonly reveal?: boolean;
  readonly failed?: boolean;
  readonly map?: string | readonly string[];
  readonly mapping?: string;
  readonly rules?: string;
  readonly baseUrl?: string;
  readonly sandbox?: boolean;
  readonly envFile?: string;
  readonly reportsDir?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly port?: string;
  readonly host?: string;
  readonly state?: string;
  readonly live?: boolean;
  readonly faults?: string;
  readonly [flag: string]: unknown;
}
