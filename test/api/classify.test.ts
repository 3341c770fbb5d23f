import { describe, expect, it } from 'vitest';
import { classify, isExistsMessage, type AnswerVerdict } from '../../src/api/classify.js';

const BY_STATUS: readonly (readonly [status: number, write: AnswerVerdict, read: AnswerVerdict])[] = [
  [200, 'ok', 'ok'],
  [201, 'ok', 'ok'],
  [202, 'ok', 'ok'],
  [204, 'ok', 'ok'],
  [301, 'rejected', 'rejected'],
  [302, 'unknown_effect', 'rejected'],
  [303, 'unknown_effect', 'rejected'],
  [307, 'rejected', 'rejected'],
  [308, 'rejected', 'rejected'],
  [400, 'rejected', 'rejected'],
  [401, 'credential', 'credential'],
  [402, 'credential', 'credential'],
  [403, 'credential', 'credential'],
  [404, 'not_found', 'not_found'],
  [405, 'rejected', 'rejected'],
  [406, 'rejected', 'rejected'],
  [408, 'unknown_effect', 'retry'],
  [409, 'exists', 'rejected'],
  [413, 'rejected', 'rejected'],
  [418, 'rejected', 'rejected'],
  [422, 'rejected', 'rejected'],
  [425, 'unknown_effect', 'retry'],
  [500, 'unknown_effect', 'retry'],
  [501, 'unknown_effect', 'retry'],
  [502, 'unknown_effect', 'retry'],
  [503, 'unknown_effect', 'retry'],
  [504, 'unknown_effect', 'retry'],
  [520, 'unknown_effect', 'retry'],
  [599, 'unknown_effect', 'retry'],
  [101, 'unknown_effect', 'retry'],
  [0, 'unknown_effect', 'retry'],
  [999, 'unknown_effect', 'retry'],
];

it.each(BY_STATUS)('takes %d for %s on a write and %s on a read', (status, write, read) => {
  expect([classify('write', status, ''), classify('read', status, '')]).toEqual([write, read]);
});

it.each([400, 422])('takes a %d that says so for "exists" on a write only', (status) => {
  expect(classify('write', status, 'Customer already exists')).toBe('exists');
  expect(classify('read', status, 'Customer already exists')).toBe('rejected');
});

it.each([400, 404, 406, 422])('takes a %d with a credential message for the end of the run', (status) => {
  expect(classify('write', status, 'INVALID_API_KEY')).toBe('credential');
  expect(classify('read', status, 'Plan: NO_ACTIVE_SUBSCRIPTION')).toBe('credential');
});

it('takes no credential message for more than a server error', () => {
  expect(classify('write', 503, 'RESOURCE_EXCEEDED')).toBe('unknown_effect');
});

describe('"exists" by message', () => {
  it.each([
    'Customer already exists',
    'Customer with this externalId exists',
    'email is already in use',
    'Email already in use by another customer',
    'externalId has already been taken',
    'This email is taken',
    'Email already registered',
    'A user is already registered with this email',
    'Duplicate entry "x-1" for key externalId',
    'E11000 duplicate key error collection: customers',
    'duplicate key value violates unique constraint "customers_email_key"',
    'email must be unique',
    'externalId is not unique',
    'SequelizeUniqueConstraintError',
    'ER_DUP_ENTRY',
    'CUSTOMER_ALREADY_EXISTS',
    'EMAIL-ALREADY-IN-USE',
    'emailAlreadyExists',
    'That email exists.',
  ])('is seen in %j', (message) => {
    expect(isExistsMessage(message)).toBe(true);
  });

  it.each([
    '',
    'email must be a valid email',
    'Customer does not exist',
    "The account doesn't exist",
    'The account doesn’t exist',
    'No such customer exists',
    'customer could not be found, or no longer exists',
    'emailUnique must be a boolean',
    'name must not be empty',
    'metaData must be an object',
    'country is not supported',
  ])('is not seen in %j', (message) => {
    expect(isExistsMessage(message)).toBe(false);
  });
});
