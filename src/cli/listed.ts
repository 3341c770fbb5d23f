/**
 * The commands and their options as plain data, for all that is not the work of a command. In the built program this module
 * is the data alone (see rolldown.config.js): the schemas of the options would take longer to load than `--help` to print.
 */
import { listOptions } from '../config/list-options.js';

export const LISTED = listOptions();
