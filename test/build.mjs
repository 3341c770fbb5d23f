/** Builds the program before the tests, if it is older than its source: the end-to-end tests run what users run. */
export { buildIfStale as default } from '../bin/build-if-stale.js';
