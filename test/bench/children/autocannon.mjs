/** The ceiling: autocannon posts the bodies, made beforehand, each of them once. Arguments: URL, count, connections. */
import autocannon from 'autocannon';
import { toBody } from '../support/customers.mjs';

const [url, count, connections] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const perConnection = count / connections;
if (!Number.isInteger(perConnection)) throw new Error('Each connection must get as many.');

const headers = {
  authorization: `Bearer ${process.env.BITPOWR_TOKEN}`,
  'content-type': 'application/json',
  accept: 'application/json',
};
let given = 0;
const result = await autocannon({
  url,
  connections,
  amount: count,
  setupClient: (client) => {
    const from = given + 1;
    given += perConnection;
    client.setRequests(
      Array.from({ length: perConnection }, (_request, at) => ({
        method: 'POST',
        path: '/api/v1/customers',
        headers,
        body: JSON.stringify(toBody(from + at)),
      })),
    );
  },
});
if (result['2xx'] !== count) throw new Error(`autocannon: ${result['2xx']} of ${count} were answered well.`);
