/** Where the other options come from, beside the command line. */
import { inGroup, option } from './option.js';
import { text } from './values.js';

/** Every command has these. */
export const CONFIGURATION = inGroup('Configuration', {
  config: option(text('a file'), {
    valueName: 'FILE',
    help: 'Configuration file; --no-config ignores any',
    absent: 'bitpowr-bulk.config.json or .yaml here or in a folder above',
    isPath: true,
    isFlagOnly: true,
  }),
  profile: option(text('the name of a profile'), {
    valueName: 'NAME',
    help: 'Profile of the configuration file',
    variable: 'BITPOWR_BULK_PROFILE',
    absent: 'its default-profile',
    isFlagOnly: true,
  }),
});
