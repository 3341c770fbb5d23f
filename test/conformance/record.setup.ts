/** Runs in each test file before its tests: records what the program sends to sandboxes, for `recorded.check.ts`. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { listenToSandboxes } from './listen.js';
import { Recording, RECORDINGS_VARIABLE } from './recordings.js';

const folder = process.env[RECORDINGS_VARIABLE];
if (folder !== undefined) {
  const recording = new Recording(join(folder, `${randomUUID()}.jsonl`));
  const stop = listenToSandboxes({ onRequest: (request) => recording.add(request) });
  afterAll(() => {
    stop();
    recording.flush();
  });
}
