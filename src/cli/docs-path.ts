import { fileURLToPath } from 'node:url';

/** The folder of the pages of documentation in this package, with a `/` at its end. */
export const DOCS_PATH = fileURLToPath(new URL('../../docs/', import.meta.url));
