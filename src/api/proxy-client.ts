/** Connections to the proxy itself. An error of one is marked, because undici reports it as an error of the connection behind it. */
import { Pool, type buildConnector } from 'undici';

/** No connection to the proxy could be made; the cause says why. */
class ProxyConnectionError extends Error {
  override readonly name = 'ProxyConnectionError';
}

/** Whether the connection to the proxy failed, and not one through it. */
export function isOfProxy(error: unknown): boolean {
  return (
    error instanceof ProxyConnectionError ||
    (error instanceof Error && error.cause !== undefined && isOfProxy(error.cause))
  );
}

/** For undici's `clientFactory`, which passes the connector. */
export function openProxyClient(origin: URL, { connect }: { connect?: buildConnector.connector }): Pool {
  if (connect === undefined) return new Pool(origin);
  return new Pool(origin, {
    connect: (options, callback) =>
      connect(options, (...[error, socket]) => {
        if (error === null) callback(error, socket);
        else callback(new ProxyConnectionError(error.message, { cause: error }), null);
      }),
  });
}
