// The session that docs/sandbox.md records is what really happens.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startSandbox } from "./sandbox.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

test("the recorded session", async () => {
  const sandbox = await startSandbox();
  const { stdout } = await promisify(execFile)(process.execPath, [here("day.mjs"), sandbox.url]);
  await sandbox.stop();
  const guide = await readFile(here("../../docs/sandbox.md"), "utf8");
  assert.ok(guide.includes(stdout.trim()), stdout);
});
