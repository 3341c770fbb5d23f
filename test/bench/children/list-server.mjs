/**
 * A server that only lists: this many customers, made when their page is asked for. A page takes the same time anywhere in
 * a list of any length, so that what grows is the client's. Argument: the number of customers.
 */
import { createServer } from 'node:http';
import { toBody } from '../support/customers.mjs';

const total = Number(process.argv[2]);
const CREATED_AT = '2026-01-01T00:00:00.000Z';
const ACCOUNT = { status: 'success', mode: 'TEST', data: { orgId: 'bench', mode: 'TEST' } };

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const answer = ANSWERS[pathname.replace('/api/v1', '')];
  response.setHeader('content-type', 'application/json');
  response.statusCode = answer === undefined ? 404 : 200;
  response.end(JSON.stringify(answer?.(searchParams) ?? { status: 'error', message: 'Not found' }));
});

const ANSWERS = { '/auth': () => ACCOUNT, '/customers': toPage };

function toPage(query) {
  const [page, perPage] = ['page', 'perPage'].map((name) => Number(query.get(name)));
  const from = Math.min(total, (page - 1) * perPage);
  const to = Math.min(total, page * perPage);
  const isNewestFirst = query.get('orderBy') === 'desc';
  const data = Array.from({ length: to - from }, (_customer, at) =>
    toCustomer(isNewestFirst ? total - from - at : from + at + 1),
  );
  return { status: 'success', page, totalPages: Math.ceil(total / perPage), data };
}

/** The n-th customer, n from 1; uids come in random order, as the vendor's do. */
function toCustomer(n) {
  const digits = String(n).padStart(12, '0');
  const random = (Math.imul(n, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  return {
    id: n,
    uid: `${random}-0000-4000-8000-${digits}`,
    ...toBody(n),
    emailUnique: undefined,
    description: null,
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    deletedAt: null,
    organizationId: 'bench',
    mode: 'TEST',
  };
}

server.listen(0, '127.0.0.1', () =>
  process.send({ url: `http://127.0.0.1:${server.address().port}/api/v1` }),
);
