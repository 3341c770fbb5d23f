/** A profile that names the organisation whose LIVE customers may change, and the commands that carry the profile. */
import { expect, test } from 'vitest';
import { liveCredential } from '../../src/sandbox/index.js';
import { makeCustomers, openBench } from '../support/run-import.js';

const { token, orgId } = liveCredential;
const configurationWords = ['--config', 'my file.json', '--profile', 'live'];
const WORDS = "--config 'my file.json' --profile live";

test('A profile allows LIVE writes for its organisation alone', async () => {
  const bench = await openBench(makeCustomers(2));
  const other = await bench.run({ runId: 'a' }, { token, liveOrganisation: 'another' });
  expect(other.summary).toMatchObject({
    exitCode: 2,
    stopped: {
      reason: 'live_not_confirmed',
      message: `The credential is a LIVE one, of the organisation ${orgId}. The profile allows only the organisation another.`,
    },
  });
  expect(bench.sandbox.stats().requests).toEqual({ 'GET /auth': 1 });
  const own = await bench.run({ runId: 'b' }, { token, liveOrganisation: orgId });
  expect(own.summary).toMatchObject({ exitCode: 0, mode: 'LIVE', counts: { created: 2 } });
});

test('At a terminal, a profile of another organisation leaves the question to the person', async () => {
  const bench = await openBench(makeCustomers(1));
  const asked: string[] = [];
  const confirmLive = (question: { readonly orgId: string }): Promise<boolean> => {
    asked.push(question.orgId);
    return Promise.resolve(true);
  };
  await bench.run({}, { token, liveOrganisation: 'another', confirmLive });
  expect(asked).toEqual([orgId]);
  await bench.run({}, { token, liveOrganisation: orgId, confirmLive });
  expect(asked).toEqual([orgId]);
});

test('The commands to type next carry the configuration file and the profile', async () => {
  const bench = await openBench(makeCustomers(3));
  const stopped = await bench.run({ runId: 'one', maxRequests: '3' }, { configurationWords });
  expect(stopped.summary.resume).toMatch(/^bitpowr-bulk resume one /);
  expect(stopped.summary.resume).toContain(WORDS);
  const plan = await bench.run({ runId: 'two', dryRun: true }, { configurationWords });
  expect(plan.summary.plan?.apply).toContain(WORDS);
});
