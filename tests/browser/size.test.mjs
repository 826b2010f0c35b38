// What a visitor pays for: the page at once; the clerk when a file may come; the place to play when somebody goes there. The goal for the page is
// 400 kB, and ceilings are raised only with a reason in the commit that does it.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { page } from "./served.mjs";

const { ceilings, seen } = JSON.parse(readFileSync(new URL("size.json", import.meta.url), "utf8"));

const names = readdirSync(page);
const gzipped = (chosen) => {
  const found = names.filter(chosen);
  assert.ok(found.length > 0, "the page is built in other files than this test looks for");
  return found.reduce((sum, name) => sum + gzipSync(readFileSync(join(page, name)), { level: 9 }).length, 0);
};
const program = (name) => ["clerk", "simulate"].find((own) => name.startsWith(own)) ?? "page";
const wasm = (wanted) => gzipped((name) => name.endsWith(".wasm") && program(name) === wanted);

const sizes = {
  page: wasm("page"),
  clerk: wasm("clerk"),
  simulate: wasm("simulate"),
  JavaScript: gzipped((name) => name.endsWith(".js")),
};

for (const [what, size] of Object.entries(sizes)) {
  test(`${what}: ${size} bytes gzipped, of ${ceilings[what]} allowed`, () => {
    assert.ok(size <= ceilings[what], `${what} has ${size} bytes gzipped; the ceiling in tests/browser/size.json is ${ceilings[what]}.`);
    const change = (size - seen[what]) / seen[what];
    assert.ok(Math.abs(change) < 0.1, `${what} has changed by ${(change * 100).toFixed(1)} % from the ${seen[what]} bytes of tests/browser/size.json: write the new size there.`);
  });
}
