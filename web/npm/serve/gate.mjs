// Who may talk to the sandbox. Programs may; a web page that makes its reader's browser call loopback may not: not under
// a name of its own that it points at us (DNS rebinding), and not from its own origin.

import { isIP } from "node:net";

/**
 * Makes the judge of requests. `names` are host names that reach us beside loopback's own, `origins` are web origins
 * that may call us from a browser.
 */
export function gateFor({ names = [], origins = [] } = {}) {
  const ours = new Set(["localhost", "host.docker.internal", ...names.map((name) => name.toLowerCase())]);
  const friends = new Set(origins.map((origin) => origin.toLowerCase().replace(/\/$/, "")));
  // A client sends the same Host with every request.
  let known;

  return {
    /** Nothing, or why the request is turned away. */
    refuse(host, origin) {
      if (host !== undefined && host !== known) {
        if (!reachesUs(host, ours)) {
          const name = printable(host);
          return {
            field: "Host",
            why: `The sandbox does not answer to the name ${name}. If it is yours, start with --allow-host ${name}.`,
          };
        }
        known = host;
      }
      if (origin !== undefined && !this.isFriend(origin) && !isOwn(origin, host)) {
        const from = printable(origin);
        const why =
          origin === "null"
            ? "A web page that has no origin, such as a file, may not call the sandbox."
            : `A web page of ${from} may not call the sandbox. If it is yours, start with --allow-origin ${from}.`;
        return { field: "Origin", why };
      }
      return undefined;
    },
    isFriend: (origin) => friends.has(origin.toLowerCase()),
  };
}

/** An address in numbers cannot be pointed elsewhere by a name server. */
function reachesUs(host, ours) {
  const [, bracketed, plain] = /^(?:\[([^\]]*)\]|([^:]*))(?::\d*)?$/.exec(host) ?? [];
  const name = (bracketed ?? plain)?.toLowerCase();
  if (name === undefined) return false;
  return isIP(name) !== 0 || ours.has(name) || name.endsWith(".localhost");
}

function isOwn(origin, host) {
  return origin.toLowerCase() === `http://${String(host).toLowerCase()}`;
}

function printable(text) {
  return text.slice(0, 100).replace(/[^\x21-\x7e]/g, "?");
}
