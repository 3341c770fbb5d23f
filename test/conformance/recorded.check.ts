/** Run by `npm test` after all tests: what the program sent in them, against the vendor's facts. */
import { expect, test } from 'vitest';
import { createChecker } from './checker.js';
import { Findings } from './compare.js';
import { readFacts } from './facts.js';
import { KNOWN_DEVIATIONS } from './known-deviations.js';
import { readRecordings, RECORDINGS_VARIABLE } from './recordings.js';

/** A check that looked at nothing would pass for ever. The tests send some 55,000 requests over 13 routes. */
const MIN_ROUTES = 13;
const MIN_REQUESTS = 10_000;

const folder = process.env[RECORDINGS_VARIABLE];
const checker = createChecker(readFacts());
const findings = new Findings();
for (const request of folder === undefined ? [] : readRecordings(folder)) {
  findings.add(checker.checkRequest(request), request);
}
if (findings.requests === 0) {
  throw new Error('There are no recordings to check. Start this check by `npm test -- --only vitest`.');
}
const known = KNOWN_DEVIATIONS.filter(({ location }) => location !== 'answer');

test('enough requests were recorded', () => {
  console.log(
    `conformance: ${findings.requests} requests over ${findings.routes.size} routes checked, ` +
      `${known.length} known deviations`,
  );
  expect(findings.routes.size).toBeGreaterThanOrEqual(MIN_ROUTES);
  expect(findings.requests).toBeGreaterThanOrEqual(MIN_REQUESTS);
});

test('every request is as the vendor documents it, but for the known deviations', () => {
  expect(findings.listNew(known)).toEqual([]);
});

test('every known deviation still occurs', () => {
  expect(findings.listGone(known)).toEqual([]);
});
