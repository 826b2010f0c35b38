// One exchange: who asks, what they send, what the sandbox answers, and that the answer is kept before it is given.
//
// A call is answered without a promise and without a stream of its own: they would cost more than Echo does.

import { CALL_LIMIT, FILE_LIMIT, receive, Unreceived } from "./intake.mjs";
import { problem } from "./problem.mjs";

/**
 * Makes the function that handles one HTTP exchange.
 * - `gate` judges who asks;
 * - `pages` are the paths that belong to the server itself;
 * - `ask` gives Echo's answer;
 * - `journal` is where changes are kept, if they are kept;
 * - `seen` is told about every exchange, if anybody wants to know;
 * - `failed` is told what should not happen, `broke` when changes cannot be kept any more.
 */
export function exchangeWith({ gate, pages, ask, journal, seen, failed, broke }) {
  return function exchange(request, response) {
    const began = seen === undefined ? 0 : performance.now();
    const { method, headers } = request;
    const { host, target } = aimOf(request);
    const end = ({ status, headers: named, body }) => {
      response.writeHead(status, named);
      // Texts are bytes, one a character: Node sends them together with the head.
      response.end(method === "HEAD" ? undefined : body, "latin1");
      seen?.({ method, target, status, milliseconds: performance.now() - began, headers: named });
    };
    const turnAway = (refusal) => {
      request.resume();
      end(refusal);
    };
    const answer = (body) => {
      if (body instanceof Unreceived) {
        response.setHeader("Connection", "close");
        if (body.status === 503) response.setHeader("Retry-After", "1");
        return end(problem(body.status, "param_error", body.why, body.field));
      }
      const answered = ask(method, target, headers, body);
      // What is answered may rest on what an earlier request changed: it waits for that too.
      if (journal === undefined || journal.isSettled) return end(answered);
      return journal.settled().then(
        () => end(answered),
        ({ message }) => {
          end(problem(507, "not_kept", `The state file cannot be written: ${message}. The sandbox stops.`, "state"));
          broke(new Error(`The state file cannot be written: ${message}.`));
        },
      );
    };

    try {
      const refused = gate.refuse(host, headers.origin);
      if (refused !== undefined) return turnAway(problem(403, "forbidden", refused.why, refused.field));
      const unfit = unfitness(request, host);
      if (unfit !== undefined) return turnAway(unfit);
      if (headers.origin !== undefined && gate.isFriend(headers.origin)) {
        for (const [name, value] of welcome(headers)) response.setHeader(name, value);
        if (method === "OPTIONS") return turnAway({ status: 204 });
      }
      const page = method === "GET" || method === "HEAD" ? pages.get(pathOf(target)) : undefined;
      if (page !== undefined) {
        request.resume();
        return page({ request, response, end });
      }
      // Whoever asks before sending is told to send only what will be taken.
      const limit = limitFor(method, headers);
      if (headers.expect !== undefined && !(Number(headers["content-length"]) > limit)) response.writeContinue();
      return receive(request, limit, (body) => {
        try {
          answer(body);
        } catch (error) {
          failed(error, response);
        }
      });
    } catch (error) {
      return failed(error, response);
    }
  };
}

/** Where a request is meant for. Its first line may name that whole, as if we were a proxy. */
function aimOf({ url, headers }) {
  if (url.startsWith("/")) return { host: headers.host, target: url };
  const [whole, host] = /^http:\/\/([^/?#]*)/i.exec(url) ?? [];
  if (whole === undefined) return { host: headers.host, target: url };
  const rest = url.slice(whole.length);
  return { host, target: rest.startsWith("/") ? rest : `/${rest}` };
}

/** The answer to a request that is not one that can be answered. */
function unfitness({ httpVersion, headers }, host) {
  const { expect, "content-encoding": encoding } = headers;
  if (host === undefined && httpVersion !== "1.0") {
    return problem(400, "param_error", "A request of HTTP/1.1 names its Host.", "Host");
  }
  if (encoding !== undefined && encoding.toLowerCase() !== "identity") {
    return problem(415, "param_error", "The body must be sent as it is, without compression.", "Content-Encoding");
  }
  if (expect !== undefined && expect.toLowerCase() !== "100-continue") {
    return problem(417, "param_error", "Nothing can be expected but 100-continue.", "Expect");
  }
  return undefined;
}

/** Settlement files may be large, calls are not: a file is put, or comes as the older multipart form. */
function limitFor(method, headers) {
  const type = headers["content-type"] ?? "";
  const isFile = /^multipart\/form-data/i.test(type) || (method === "PUT" && !/^application\/json/i.test(type));
  return isFile ? FILE_LIMIT : CALL_LIMIT;
}

function pathOf(target) {
  const end = target.indexOf("?");
  return end === -1 ? target : target.slice(0, end);
}

/** For the pages of another origin that were let in by name. */
function welcome(headers) {
  const asked = headers["access-control-request-headers"];
  return [
    ["Access-Control-Allow-Origin", headers.origin],
    ["Access-Control-Expose-Headers", "*"],
    ["Access-Control-Allow-Methods", "GET, POST, PUT, DELETE"],
    ...(asked === undefined ? [] : [["Access-Control-Allow-Headers", asked]]),
    ["Vary", "Origin"],
  ];
}
