// A sandbox behind a socket: the engine, what is kept of it, who is told about events, and how it stops.

import { readFileSync } from "node:fs";
import { isUtf8 } from "node:buffer";
import { engine } from "../cli/engine.mjs";
import { Problem } from "../cli/words.mjs";
import { gateFor } from "./gate.mjs";
import { openJournal } from "./journal.mjs";
import { mailFrom } from "./mail.mjs";
import { problem } from "./problem.mjs";
import { roomFor } from "./room.mjs";
import { listen } from "./server.mjs";
import { streamOf } from "./stream.mjs";

export const DEFAULT_PORT = 8731;
/** Time passes even when nobody asks: scheduled Splits are paid, webhooks are sent again. */
const PULSE_MS = 1000;
const STATE_FORM = 1;

const PAGE = readFileSync(new URL("./status.html", import.meta.url), "utf8");
const PAGE_HEADERS = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'",
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
};

/** Answers up to this size are sent as texts, one byte a character: Node sends those together with the head. */
const TEXT_SIZE = 64 * 1024;

/** Starts, and gives the address and a way to stop. `notice` tells people what they should know, `seen` every call. */
export async function serve(options, { notice, seen, broke }) {
  const { echo, journal } = await begin(options, notice);
  const room = roomFor();

  function ask(method, target, headers, body) {
    const full = room.refuse(method, target);
    if (full !== undefined) return full;
    const wall = Date.now();
    const answer = echo.answer({ method, target, headers, body }, wall, sendable);
    if (answer.changed) {
      room.take(target, headers, body);
      journal?.add(JSON.stringify(record(wall, method, target, headers, body)));
      mail.look();
      stream.look();
    }
    answer.headers["Content-Length"] = answer.body.length;
    return answer;
  }
  const told = (number, isDelivered) => {
    const body = Buffer.from(JSON.stringify({ Id: String(number), Delivered: isDelivered }));
    ask("POST", "/_echoscope/deliveries", { "content-type": "application/json" }, body);
  };
  const mail = mailFrom((most) => echo.outbox(most), told);
  const stream = streamOf((after) => read(ask("GET", `/_echoscope/happened?after=${after}`, {})));
  const body = Buffer.from(PAGE.replace('data-playground=""', () => `data-playground="${options.playground ?? ""}"`));
  const page = ({ end }) => end({ status: 200, headers: { ...PAGE_HEADERS, "Content-Length": body.length }, body });
  const toPage = ({ end }) => end({ status: 308, headers: { Location: "/_echoscope/" } });

  const server = await listen(options, {
    gate: gateFor({ names: [options.host, ...options.names], origins: options.origins }),
    pages: new Map([
      ["/", toPage],
      ["/_echoscope", toPage],
      ["/_echoscope/", page],
      ["/_echoscope/events", stream.join],
    ]),
    ask,
    journal,
    seen,
    broke,
    failed(error, response) {
      notice(error.message);
      if (response.headersSent) return response.destroy();
      const { status, headers, body } = problem(500, "echoscope_failed", error.message, "Sandbox");
      return response.writeHead(status, headers).end(body);
    },
  });
  echo.setAddress(server.url);
  const pulse = setInterval(() => {
    ask("GET", "/_echoscope/clock", {});
    mail.look();
    stream.look();
  }, PULSE_MS);

  return {
    url: server.url,
    async close() {
      clearInterval(pulse);
      stream.close();
      await server.close();
      mail.close();
      await journal?.close();
    },
  };
}

/** The sandbox as the state file has it, or a new one. */
async function begin(options, notice) {
  const { Echo } = engine();
  const beginning = {
    address: "",
    wall: Date.now(),
    seed: options.seed,
    now: options.now,
    frozen: options.frozen,
    strict: options.strict,
    reading: options.reading,
  };
  if (options.state === undefined) return { echo: prepared(Echo.serving(beginning), options.scenario) };
  let echo;
  const { journal, lines, torn } = openJournal(options.state, (text, line) => {
    if (line === 0) echo = Echo.serving(beginningOf(text, options));
    else replay(echo, JSON.parse(text));
  });
  if (torn > 0) notice(`The last record of ${options.state} was cut off and is left out (${torn} bytes). It was never answered.`);
  if (lines > 0) {
    notice(`${options.state}: ${lines - 1} changes.`);
    return { echo, journal };
  }
  journal.add(JSON.stringify({ form: STATE_FORM, beginning }));
  echo = prepared(Echo.serving(beginning), options.scenario, (change) => journal.add(JSON.stringify(change)));
  await journal.settled();
  return { echo, journal };
}

/** Options that make another world than the one in the file would change what was answered. */
function beginningOf(text, options) {
  const { form, beginning } = JSON.parse(text);
  if (form !== STATE_FORM) {
    throw new Problem(`${options.state} is of form ${form}, and this Echoscope reads form ${STATE_FORM}.`, "Use the Echoscope that wrote it.");
  }
  for (const name of ["seed", "now", "reading", "strict", "scenario"]) {
    const given = options[name];
    if (given === undefined || JSON.stringify(given) === JSON.stringify(beginning[name])) continue;
    throw new Problem(`${options.state} began with another --${name}.`, `Leave --${name} out, or name a new file with --state.`);
  }
  return beginning;
}

function prepared(echo, scenario, keep = () => {}) {
  if (scenario === undefined) return echo;
  const request = { method: "POST", target: "/_echoscope/scenario", headers: { "content-type": "text/markdown" }, body: scenario.content };
  const wall = Date.now();
  const answer = echo.answer(request, wall);
  if (answer.status >= 400) {
    const [why] = Object.values(read(answer).Errors);
    throw new Problem(`${scenario.name} cannot be played: ${why.replace(/\.+$/, "")}.`, "");
  }
  keep(record(wall, request.method, request.target, request.headers, request.body));
  return echo;
}

/** A request that changed something, as it is kept. */
function record(at, method, target, headers, body) {
  const { authorization, "content-type": type, "idempotency-key": key } = headers;
  const content = body === undefined || body.length === 0 ? {} : isUtf8(body) ? { body: body.toString() } : { base64: body.toString("base64") };
  return { at, method, target, authorized: authorization === undefined ? undefined : true, type, key, ...content };
}

function replay(echo, { at, method, target, authorized, type, key, body, base64 }) {
  const headers = { authorization: authorized && "kept", "content-type": type, "idempotency-key": key };
  const bytes = base64 === undefined ? Buffer.from(body ?? "") : Buffer.from(base64, "base64");
  echo.answer({ method, target, headers, body: bytes }, at);
}

let view = Buffer.alloc(0);

/** What a body is sent as, of the engine's memory. */
function sendable(bytes, from, length) {
  if (view.buffer !== bytes.buffer) view = Buffer.from(bytes.buffer);
  return length <= TEXT_SIZE ? view.latin1Slice(from, from + length) : Buffer.from(view.subarray(from, from + length));
}

function read({ body }) {
  return JSON.parse(Buffer.from(body, "latin1").toString());
}
