import { expect, test } from 'vitest';
import type { AlreadyExistsForm } from '../../src/sandbox/index.js';
import { addCustomer, ask, openSandbox } from './support.js';

const message = 'Customer with this externalId already exists';

test.each<[AlreadyExistsForm, number, unknown]>([
  ['409', 409, { status: 'error', message }],
  ['400', 400, { status: 'error', message }],
  ['422', 422, { status: 'error', message }],
  ['409-message', 409, { message }],
  ['400-error', 400, { error: message }],
  ['409-error', 409, { error: message }],
  ['422-error-object', 422, { error: { message, code: 'HTTP_422' } }],
])('already-exists form %s answers with its status and envelope', async (alreadyExists, status, body) => {
  const sandbox = await openSandbox({ faults: { alreadyExists } });
  await addCustomer(sandbox, { externalId: 'x' });
  const answer = await ask(sandbox, 'POST /customers', { name: 'B', externalId: 'x' });
  expect(answer.status).toBe(status);
  expect(answer.body).toEqual(body);
  expect(sandbox.stats().customers).toBe(1);
});

test.each([
  ['status-message', { status: 'error', message: 'Bad Request' }],
  ['error', { error: 'Bad Request' }],
] as const)('form 400-bare says nothing of duplicates, in the envelope %s', async (errorEnvelope, body) => {
  const sandbox = await openSandbox({ faults: { alreadyExists: '400-bare', errorEnvelope } });
  await addCustomer(sandbox, { externalId: 'x' });
  const answer = await ask(sandbox, 'POST /customers', { name: 'B', externalId: 'x' });
  expect(answer).toMatchObject({ status: 400, body });
  expect(Object.keys(answer.body)).toEqual(Object.keys(body));
});

test('form 200 answers with the customer that is there, unchanged', async () => {
  const sandbox = await openSandbox({ faults: { alreadyExists: '200', createStatus: 201 } });
  const first = await ask(sandbox, 'POST /customers', { name: 'A', externalId: 'x', email: 'a@example.com' });
  const byExternalId = await ask(sandbox, 'POST /customers', { name: 'B', externalId: 'x' });
  const byEmail = await ask(sandbox, 'POST /customers', {
    name: 'B',
    email: 'A@example.com',
    emailUnique: true,
  });
  expect([first.status, byExternalId.status, byEmail.status]).toEqual([201, 200, 200]);
  expect(byExternalId.body).toEqual(first.body);
  expect(byEmail.body).toEqual(first.body);
});

test('form 409-html carries the message in a page', async () => {
  const sandbox = await openSandbox({ faults: { alreadyExists: '409-html' } });
  await addCustomer(sandbox, { externalId: 'x' });
  const answer = await ask(sandbox, 'POST /customers', { name: 'B', externalId: 'x' });
  expect(answer.headers.get('content-type')).toContain('text/html');
  expect(answer.text).toContain(message);
});

test('form 409-empty has the status alone', async () => {
  const sandbox = await openSandbox({ faults: { alreadyExists: '409-empty' } });
  await addCustomer(sandbox, { externalId: 'x' });
  expect(await ask(sandbox, 'POST /customers', { name: 'B', externalId: 'x' })).toMatchObject({
    status: 409,
    text: '',
  });
});

test('a sub-account with a taken externalId is refused in the same form', async () => {
  const sandbox = await openSandbox({ faults: { alreadyExists: '422' } });
  const body = { name: 'S', externalId: 's', metaData: {} };
  expect((await ask(sandbox, 'POST /accounts/w/sub-accounts', body)).status).toBe(200);
  const answer = await ask(sandbox, 'POST /accounts/other/sub-accounts', body);
  expect(answer).toMatchObject({
    status: 422,
    body: { message: 'Sub account with this externalId already exists' },
  });
});
