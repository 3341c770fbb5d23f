import { buildIfStale } from './build-if-stale.js';

buildIfStale();
await import('../dist/cli/demo.js');
