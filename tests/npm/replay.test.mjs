// R189 across platforms: the log that the Rust tests pin leads to the same state, to the byte, in WebAssembly.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { load } from "echoscope";

const { Echo } = await load();
const { log, fingerprint } = JSON.parse(await readFile(new URL("../replay/shop.json", import.meta.url), "utf8"));

test("r189 a committed log leads to its committed fingerprint in WebAssembly too", () => {
  const echo = Echo.from(log);
  assert.equal(echo.fingerprint(), fingerprint);
  assert.deepEqual(Echo.from(echo.log()).fingerprint(), fingerprint);
  echo.undo();
  assert.notEqual(echo.fingerprint(), fingerprint);
});
