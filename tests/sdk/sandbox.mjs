// A running `echoscope serve` for a test: started as a user would start it, stopped when the test is over.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../../web/npm/cli.mjs", import.meta.url));
const START_MS = 20_000;

/** Starts a sandbox on a free port. Everything it says is kept in `said`. */
export async function startSandbox(words = [], { node = [], quiet = true } = {}) {
  const began = performance.now();
  const log = quiet ? ["--log", "none"] : [];
  const child = spawn(process.execPath, [...node, cli, "serve", "--port", "0", ...log, ...words], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = [];
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
  const url = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`The sandbox did not start.\n${said.join("\n")}`)), START_MS);
    const listen = (stream, isOut) =>
      createInterface({ input: stream }).on("line", (line) => {
        said.push(line);
        const found = isOut && /http:\/\/[\w.:]+/.exec(line);
        if (found) resolve(found[0]);
      });
    listen(child.stdout, true);
    listen(child.stderr, false);
    child.once("exit", (code) => reject(new Error(`The sandbox ended with ${code}.\n${said.join("\n")}`)));
    child.once("exit", () => clearTimeout(late));
    late.unref();
  });
  return {
    url,
    port: Number(new URL(url).port),
    pid: child.pid,
    said,
    ended,
    startedIn: performance.now() - began,
    kill: (signal = "SIGKILL") => (child.kill(signal), ended),
    stop: () => (child.kill("SIGTERM"), ended),
    /** A call under `/_echoscope`. */
    async control(method, path, body) {
      const answer = await fetch(`${url}/_echoscope/${path}`, {
        method,
        headers: { "Content-Type": "application/json" },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return text === "" ? undefined : JSON.parse(text);
    },
  };
}
