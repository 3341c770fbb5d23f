/** Loaded before the program: each flush of the journal takes 8 ms longer, as on a network disk. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const SLOWER_MS = 8;
const { fdatasync } = fs;
fs.fdatasync = (descriptor, done) => fdatasync(descriptor, (error) => setTimeout(done, SLOWER_MS, error));
syncBuiltinESMExports();
