import { expect, onTestFinished, test } from 'vitest';
import { createChecker } from './checker.js';
import { Findings } from './compare.js';
import { readFacts } from './facts.js';
import {
  exportAll,
  importAndReconcile,
  importAndResume,
  importWithSubAccounts,
  updateAndUndo,
} from './jobs.js';
import { KNOWN_DEVIATIONS } from './known-deviations.js';
import { listenToSandboxes } from './listen.js';

/** What the program asks of the vendor. */
const ROUTES = [
  'DELETE /customers/{customerId}',
  'GET /accounts/{uid}/sub-accounts',
  'GET /accounts/{uid}/sub-accounts/{subId}/addresses',
  'GET /addresses',
  'GET /auth',
  'GET /customers',
  'GET /customers/{customerId}',
  'GET /customers/{customerId}/transactions',
  'POST /accounts/{uid}/sub-accounts',
  'POST /accounts/{uid}/sub-accounts/{subId}/addresses',
  'POST /addresses',
  'POST /customers',
  'POST /customers/{customerId}',
];

test('requests of every kind, and their answers, are as the vendor documents them, but for the known deviations', async () => {
  const checker = createChecker(readFacts());
  const findings = new Findings();
  let answers = 0;
  const stop = listenToSandboxes({
    onRequest: (request) => findings.add(checker.checkRequest(request), request),
    onAnswer: (request, answer) => {
      answers += 1;
      const { findings: found } = checker.checkAnswer(request, answer);
      findings.addFindings(found, `${request.method} ${request.path}: ${answer.status} ${answer.body}`);
    },
  });
  onTestFinished(stop);
  await importAndReconcile();
  await importWithSubAccounts();
  await importWithSubAccounts({ ignoredFields: ['subAccountAddress.customerId'] });
  await updateAndUndo();
  // A server that refuses an empty text gets null.
  await updateAndUndo({ refuseEmptyText: true });
  await importAndResume();
  await exportAll();
  expect([...findings.routes.keys()].sort()).toEqual(ROUTES);
  expect(answers).toBeGreaterThan(findings.requests / 2);
  expect(findings.listNew(KNOWN_DEVIATIONS)).toEqual([]);
  expect(findings.listGone(KNOWN_DEVIATIONS)).toEqual([]);
});
