/** Forwards connections from loopback to a host and port; prints its own port. */
import { connect, createServer } from 'node:net';

const [host, port] = process.argv.slice(2);
const server = createServer((client) => {
  const upstream = connect({ host, port: Number(port) });
  client.pipe(upstream).pipe(client);
  client.on('error', () => upstream.destroy());
  upstream.on('error', () => client.destroy());
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
