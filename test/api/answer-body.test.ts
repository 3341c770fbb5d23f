import { expect, it } from 'vitest';
import { parseSuccess, toRecordCandidate } from '../../src/api/answer-body.js';

it.each([
  ['{"status":"success","data":{}}', 'json'],
  ['\uFEFF{"data":[]}', 'json'],
  ['[]', 'json'],
  ['null', 'json'],
  ['', 'empty'],
  [' \r\n', 'empty'],
  ['<html>', 'not_json'],
  ['{"data":', 'not_json'],
  ['{"status":"error","message":"no"}', 'refusal'],
  ['{"status":"fail"}', 'refusal'],
  ['{"status":false}', 'refusal'],
  ['{"success":false}', 'refusal'],
  ['{"status":"active","uid":"u"}', 'json'],
  ['{"status":"ERROR"}', 'refusal'],
  ['{"status":400,"message":"no"}', 'refusal'],
  ['{"success":"false"}', 'refusal'],
  ['{"ok":false}', 'refusal'],
  ['{"statusCode":400,"message":["no"]}', 'refusal'],
  ['{"error":"no"}', 'refusal'],
  ['{"customer":{"uid":"u1"},"errors":["the webhook failed"]}', 'json'],
  ['{"error":{"message":"no"}}', 'refusal'],
  ['{"errors":[{"message":"no"}],"data":null}', 'refusal'],
  // Warnings beside a record, and empty members, refuse nothing.
  ['{"errors":["slow"],"data":{"uid":"u"}}', 'json'],
  ['{"error":null,"errors":[],"data":null}', 'json'],
  ['{"error":"","uid":"u"}', 'json'],
  ['{"status":200,"data":null}', 'json'],
])('takes %j for %s', (body, kind) => {
  expect(parseSuccess(body).kind).toBe(kind);
});

it.each([
  [{ status: 'success', data: { uid: 'u' } }, { uid: 'u' }],
  [{ data: [{ uid: 'u' }] }, { uid: 'u' }],
  [{ uid: 'u' }, { uid: 'u' }],
  [{ data: null }, null],
  [{ data: [] }, []],
  [{ data: [{ uid: 'u' }, { uid: 'v' }] }, [{ uid: 'u' }, { uid: 'v' }]],
  [null, null],
  ['text', 'text'],
])('finds in %j the record %j', (json, record) => {
  expect(toRecordCandidate(json)).toEqual(record);
});
