// The socket: Node's own server in front of the sandbox, with bounds on everything that a client decides.

import { createServer } from "node:http";
import { exchangeWith } from "./exchange.mjs";
import { noTunnel, rawProblem } from "./problem.mjs";

const HEADERS_SIZE = 16 * 1024;
const HEADERS_MS = 10_000;
const REQUEST_MS = 120_000;
const KEEP_ALIVE_MS = 30_000;
/** How often clients that are late are looked for. */
const LOOK_MS = 1000;
/** After this, whoever is still connected when the server stops is cut off. */
const FAREWELL_MS = 2000;

/** Listens, and gives the address and a way to stop. `parts` are those of an exchange. */
export async function listen({ port, host }, parts) {
  const server = createServer({
    maxHeaderSize: HEADERS_SIZE,
    headersTimeout: HEADERS_MS,
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: LOOK_MS,
    // Turned away in shape, by the exchange.
    requireHostHeader: false,
    noDelay: true,
  });
  const exchange = exchangeWith(parts);
  server.on("request", exchange).on("checkContinue", exchange).on("checkExpectation", exchange);
  server.on("connect", (request, socket) => socket.end(noTunnel()));
  server.on("clientError", (error, socket) => {
    if (socket.writable && error.code !== "ECONNRESET") socket.end(rawProblem(error));
    else socket.destroy();
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host }, resolve);
  });
  const { address, family, port: found } = server.address();
  return {
    url: `http://${family === "IPv6" ? `[${address}]` : address}:${found}`,
    port: found,
    /** Takes no more calls, answers the open ones, and leaves. */
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), FAREWELL_MS);
      await closed;
      clearTimeout(late);
    },
  };
}
