// Answers that the socket gives before Echo sees a request, in the shape of Mangopay's errors.

import { randomUUID } from "node:crypto";

const REASONS = {
  400: "The request is not one of HTTP.",
  403: "Access to the sandbox is refused.",
  405: "The method is not allowed here",
  408: "The request did not arrive in time.",
  413: "The request is too large.",
  415: "The body has a form that is not taken here.",
  417: "The expectation cannot be met.",
  431: "The headers of the request are too large.",
  500: "The sandbox failed. This is a bug of echoscope, not of your code.",
  503: "The sandbox is busy.",
  507: "The change cannot be kept.",
};

/** An answer with one sentence of ours under the field that it is about. */
export function problem(status, type, why, field) {
  const error = { Message: REASONS[status], Type: type, Id: randomUUID(), Date: Math.floor(Date.now() / 1000), Errors: { [field]: why } };
  const body = Buffer.from(JSON.stringify(error));
  return {
    status,
    headers: { "Content-Type": "application/json; charset=utf-8", "Content-Length": body.length },
    body,
  };
}

/** The same for a connection that never became a request: all that there is of it is a socket. */
export function rawProblem(error) {
  return raw(...reasonsOf(error), "Request");
}

/** To whoever takes us for a proxy. */
export function noTunnel() {
  return raw(405, "Method Not Allowed", "The sandbox is no proxy: it takes no CONNECT.", "Method");
}

function reasonsOf(error) {
  if (error.code === "HPE_HEADER_OVERFLOW") {
    return [431, "Request Header Fields Too Large", "All headers of a request together have at most 16 KiB."];
  }
  if (error.code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return [408, "Request Timeout", "The headers must be there after 10 seconds, the whole request after two minutes."];
  }
  return [400, "Bad Request", `The request cannot be read: ${error.reason ?? error.message}.`];
}

function raw(status, words, why, field) {
  const { headers, body } = problem(status, "param_error", why, field);
  const lines = Object.entries({ ...headers, Connection: "close" }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${words}\r\n${lines.join("")}\r\n${body}`;
}
