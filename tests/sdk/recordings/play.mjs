// What the pictures in docs/pictures show: commands that are really run, and what they really print.

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { startSandbox } from "../sandbox.mjs";
import { drawn } from "./terminal.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
/** Where a sandbox listens unless told otherwise; the recorded one takes a port that is free. */
const USUAL_PORT = "8731";

/** What a program prints; it may end as it likes. */
function printed(program, cwd) {
  return new Promise((resolve) => {
    execFile(process.execPath, program, { cwd }, (_, out, error) => resolve(`${out}${error}`.trimEnd().split("\n")));
  });
}

async function day() {
  // With a seed and a clock that stands still the ids are the same in every recording.
  const options = ["--seed", "7", "--now", "2026-01-01T09:00:00Z", "--frozen"];
  const sandbox = await startSandbox(options, { quiet: false });
  const script = await printed([here("../day.mjs"), sandbox.url]);
  await sandbox.stop();
  const said = sandbox.said.map((line) => line.replaceAll(String(sandbox.port), USUAL_PORT));
  return drawn("A day of a shop through Mangopay's Node SDK, and what the sandbox saw of it", [
    { title: "your script", lines: [`$ node day.mjs http://127.0.0.1:${USUAL_PORT}`, ...script] },
    { title: "the sandbox", lines: [`$ npx echoscope serve ${options.join(" ")}`, ...said] },
  ]);
}

/** The check of a file with faults, as lines. */
export function checked() {
  return printed([here("../../../web/npm/cli.mjs"), "check", "june.csv"], here("."));
}

async function check() {
  const lines = await checked();
  return drawn("A settlement file with faults on the command line", [{ title: "your terminal", lines: ["$ npx echoscope check june.csv", ...lines] }]);
}

/** Every picture with how it is made. */
export const PICTURES = { "sandbox.svg": day, "check.svg": check };
export const FOLDER = new URL("../../../docs/pictures/", import.meta.url);
