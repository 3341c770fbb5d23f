import { expect, it } from 'vitest';
import type { Answer } from '../../src/api/exchange.js';
import { readPage } from '../../src/api/page-body.js';
import { readCustomer } from '../../src/api/wire.js';

const ONE = { uid: 'u-1', name: 'Jane' };

function read(json: unknown, headers: Answer['headers'] = {}, page = 1): unknown {
  const found = readPage(page, readCustomer)(json, { kind: 'answer', status: 200, headers, body: '' });
  if (found.kind === 'missing') return found.problem;
  return [found.value.records.map((record) => record.uid), found.value.totalPages];
}

it.each<[unknown, Answer['headers'], unknown]>([
  [{ page: 1, totalPages: 7, data: [ONE] }, {}, [['u-1'], 7]],
  [{ page: '1', totalPages: '7', data: [ONE] }, {}, [['u-1'], 7]],
  [{ data: [ONE] }, { page: '1', totalpage: '7' }, [['u-1'], 7]],
  [[ONE], { totalpage: '7' }, [['u-1'], 7]],
  [{ totalPages: 3, data: [ONE] }, { totalpage: '7' }, [['u-1'], 3]],
  [{ totalPages: 'many', data: [ONE] }, { totalpage: '7' }, [['u-1'], 7]],
  [{ totalPages: 0, data: [] }, {}, [[], 1]],
  [{ totalPages: 0, data: null }, {}, [[], 1]],
  [{ totalPages: 7, data: [] }, {}, [[], 7]],
  // The number of pages is unknown: after records there may be more.
  [{ data: [ONE] }, {}, [['u-1'], 2]],
  [{ data: [] }, {}, [[], 1]],
  [{ totalPages: -1, data: [ONE] }, { totalpage: 'x' }, [['u-1'], 2]],
])('reads %j with headers %j as %j', (json, headers, page) => {
  expect(read(json, headers)).toEqual(page);
});

it.each<[unknown, string]>([
  [{ totalPages: 1, data: null }, 'without a list'],
  [{ totalPages: 1, data: {} }, 'without a list'],
  [{ totalPages: 1 }, 'without a list'],
  ['text', 'without a list'],
  [null, 'without a list'],
  [{ totalPages: 1, data: [ONE, { name: 'Ann' }] }, 'with a record that has no uid (number 2 on page 4)'],
  [{ totalPages: 1, data: [null] }, 'without a record (number 1 on page 4)'],
])('drops no record of %j without a word', (json, problem) => {
  expect(read(json, {}, 4)).toBe(problem);
});
