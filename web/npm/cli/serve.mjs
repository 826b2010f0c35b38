// echoscope serve: Mangopay's REST paths on this machine, with Echo behind them.

import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { printerTo } from "../serve/printer.mjs";
import { DEFAULT_PORT, serve as start } from "../serve/serve.mjs";
import { hasColour } from "./colour.mjs";
import { printable } from "./printable.mjs";
import { readingFrom } from "./reading.mjs";
import { unreadable } from "./source.mjs";
import { divide, FLAG, Problem } from "./words.mjs";

const help = `Usage: echoscope serve [options]

  --port N              Where it listens; 0 picks a free port. ${DEFAULT_PORT} unless told otherwise.
  --host ADDRESS        The address of this machine that it listens on. 127.0.0.1 unless told otherwise: it takes any
                        password, so think twice before others can reach it.
  --state FILE          Keep everything in this file. What was answered is there after a restart, and after a crash.
  --scenario FILE       Begin with what a scenario tells.
  --seed N              Ids follow from it: with --now, --frozen and the same calls they are the same again.
  --now TIME            Where the clock stands at the start: Unix seconds, or 2026-01-31T12:00:00Z. It runs from there.
  --frozen              The clock stands still until POST /_echoscope/clock moves it.
  --reading NAME=VALUE  How an open point of Mangopay's documents is read. May be given several times.
  --strict              Refuse what Mangopay's documents forbid, even where its own SDK tests do it.
  --playground URL      Where Echoscope's page is served: the status page then opens there what was done.
  --log FORM            How calls are told on the standard output: pretty (the default), json, none.
  --allow-host NAME     Answer under this host name too, that of a container for instance. May be given several times.
  --allow-origin URL    Let the web pages of this origin call it. May be given several times.

Its address stands on the standard output as soon as it is ready. SIGINT and SIGTERM stop it when open calls are answered.

Examples:
  echoscope serve
  echoscope serve --port 0 --log none
  echoscope serve --state sandbox.state --seed 7 --now 2026-01-01T00:00:00Z

A stand-in for tests, independent of Mangopay. No money moves.
`;

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

async function run(words) {
  const { options, rest } = divide(words, {
    port: portFrom,
    host: (text) => text,
    state: (text) => text,
    scenario: scenarioFrom,
    seed: seedFrom,
    now: timeFrom,
    frozen: FLAG,
    reading: readingFrom,
    strict: FLAG,
    playground: playgroundFrom,
    log: ["pretty", "json", "none"],
    "allow-host": (name, before = []) => [...before, name],
    "allow-origin": originFrom,
  });
  if (rest.length > 0) throw new Problem(`serve takes options only, but got \`${rest[0]}\`.`, "See `echoscope serve --help`.");
  const print = printerTo(process.stdout);
  const warn = printerTo(process.stderr);
  const { port = DEFAULT_PORT, host = "127.0.0.1" } = options;
  const server = await start(
    {
      ...options,
      port,
      host,
      frozen: options.frozen === true,
      strict: options.strict === true,
      names: options["allow-host"] ?? [],
      origins: options["allow-origin"] ?? [],
    },
    { notice: (text) => warn(`echoscope: ${printable(text)}`), seen: tellerOf(options.log, print), broke: (error) => stop(error) },
  ).catch((error) => {
    throw reasonOf(error, host, port);
  });
  if (!LOOPBACK.test(host)) {
    warn(`echoscope: ${host} can be reached by others than you. The sandbox takes any password, and forgets on request.`);
  }
  print(readyLine(options.log, server.url));

  let ending;
  const ended = new Promise((resolve) => (ending = resolve));
  let isStopping = false;
  async function stop(error) {
    if (isStopping) process.exit(130);
    isStopping = true;
    if (error instanceof Error) warn(`echoscope: ${error.message}`);
    await server.close().catch((cause) => warn(`echoscope: ${cause.message}`));
    await Promise.all([print.flush(), warn.flush()]);
    ending(error instanceof Error ? 2 : 0);
  }
  process.on("SIGINT", stop).on("SIGTERM", stop);
  // Sockets that keep a printer's pipe open must not keep the process.
  process.exit(await ended);
}

function readyLine(log, url) {
  if (log === "json") return JSON.stringify({ ready: true, url, port: Number(new URL(url).port), pid: process.pid });
  return `Echoscope sandbox: ${url}  (independent of Mangopay; see ${url}/_echoscope/)`;
}

function tellerOf(form, print) {
  if (form === "none") return undefined;
  if (form === "json") {
    return ({ method, target, status, milliseconds, headers }) => {
      const code = headers?.["X-Echoscope-Code"];
      print(JSON.stringify({ time: new Date().toISOString(), method, target, status, milliseconds: Number(milliseconds.toFixed(2)), code }));
    };
  }
  const [dim, bad, plain] = hasColour(process.stdout) ? ["\x1b[2m", "\x1b[31m", "\x1b[0m"] : ["", "", ""];
  return ({ method, target, status, milliseconds, headers }) => {
    const time = new Date().toISOString().slice(11, 23);
    const code = headers?.["X-Echoscope-Code"];
    const mark = status >= 400 ? bad : "";
    const tail = code === undefined ? "" : `  ${code}`;
    print(`${dim}${time}${plain} ${mark}${status}${plain} ${method.padEnd(4)} ${printable(target)} ${dim}${milliseconds.toFixed(1)} ms${plain}${mark}${tail}${plain}`);
  };
}

function reasonOf(error, host, port) {
  const reasons = {
    EADDRINUSE: [`Port ${port} is in use.`, "Name another one with --port, or --port 0 for a free one."],
    EACCES: [`Port ${port} may not be used by you.`, "Name one above 1023 with --port."],
    EADDRNOTAVAIL: [`${host} is no address of this machine.`, "Leave --host out for loopback."],
    ENOTFOUND: [`${host} is no address of this machine.`, "Leave --host out for loopback."],
  };
  const reason = reasons[error.code];
  return reason === undefined ? error : new Problem(...reason);
}

function portFrom(text) {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (port >= 0 && port <= 65535) return port;
  throw new Problem(`--port takes a number from 0 to 65535, but got \`${text}\`.`, "0 picks a free one.");
}

function seedFrom(text) {
  const seed = /^\d{1,16}$/.test(text) ? Number(text) : -1;
  if (seed >= 0 && Number.isSafeInteger(seed)) return seed;
  throw new Problem(`--seed takes a whole number from 0 on, but got \`${text}\`.`, "");
}

function timeFrom(text) {
  const seconds = /^\d{1,12}$/.test(text) ? Number(text) : Math.floor(Date.parse(text) / 1000);
  if (seconds >= 0 && seconds < 253_402_300_800) return seconds;
  throw new Problem(`--now takes Unix seconds or a moment such as 2026-01-31T12:00:00Z, but got \`${text}\`.`, "");
}

function scenarioFrom(name) {
  try {
    return { name, content: readFileSync(name) };
  } catch (error) {
    throw unreadable(name, error);
  }
}

/** It goes into an attribute of a page: an address as the browser writes it has none of the letters that end one. */
function playgroundFrom(text) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw new Problem(`\`--playground\` is the address of a page, not ${printable(text)}.`, "For example: --playground http://127.0.0.1:8080/");
  }
  url.hash = "";
  return url.href.replaceAll("'", "%27").replaceAll("&", "&amp;");
}

function originFrom(text, before = []) {
  const origin = URL.canParse(text) ? new URL(text).origin : "null";
  if (origin === "null" || isIP(text) !== 0) {
    throw new Problem(`--allow-origin takes an origin such as http://localhost:5173, but got \`${text}\`.`, "");
  }
  return [...before, origin];
}

export const serve = { help, run };
