// One process for one state file: two that append to it would ruin it for both.

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { reasonOf } from "../cli/reason.mjs";
import { Problem } from "../cli/words.mjs";

/** Takes the file for this process, and gives the function that lets go of it. */
export function lock(path) {
  const name = `${path}.lock`;
  try {
    hold(name);
  } catch (error) {
    if (error.code !== "EEXIST") {
      throw new Problem(`${path} cannot be used as state: ${reasonOf(error)}.`, "Name another file with --state.");
    }
    const owner = Number(readFileSync(name, "utf8"));
    if (isAlive(owner)) {
      const remedy = `Stop it, or name another file; if no sandbox runs as process ${owner}, delete ${name}.`;
      throw new Problem(`${path} is in use by process ${owner}.`, remedy);
    }
    // Its owner was killed.
    rmSync(name, { force: true });
    hold(name);
  }
  return () => rmSync(name, { force: true });
}

function hold(name) {
  writeFileSync(name, String(process.pid), { flag: "wx", mode: 0o600 });
}

function isAlive(pid) {
  // In a container the process that was killed often had the same number as this one.
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
