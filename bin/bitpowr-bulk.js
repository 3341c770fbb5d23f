#!/usr/bin/env node
/** The command. In a checkout, it builds the program first if needed, so that `npm ci` is all it takes. */
import { buildIfStale } from './build-if-stale.js';

buildIfStale();
await import('../dist/cli/main.js');
