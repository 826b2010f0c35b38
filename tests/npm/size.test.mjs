// What everybody pays who loads the package. The goal for the engine is 150 kB, not reached; ceilings are raised only with a reason in the commit that does it.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { test } from "node:test";

const dist = new URL("../../web/npm/dist/", import.meta.url);
const { ceilings, seen } = JSON.parse(readFileSync(new URL("size.json", import.meta.url), "utf8"));
const gzipped = (name) => gzipSync(readFileSync(new URL(name, dist)), { level: 9 }).length;

/** A module and all that it imports at once; what it imports later is not loaded with it. */
function together(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  const text = readFileSync(new URL(name, dist), "utf8");
  for (const [, path] of text.matchAll(/(?:from|import)\s*"\.\/([\w-]+\.js)"/g)) together(path, seen);
  return seen;
}
const sum = (names) => [...names].reduce((sum, name) => sum + gzipped(name), 0);
const stories = readdirSync(new URL("stories/", dist)).map((name) => gzipped(`stories/${name}`));

const sizes = {
  "engine.wasm": gzipped("engine.wasm"),
  "slim.js and what it imports": sum(together("slim.js")),
  "element.js and what it imports": sum(together("element.js")),
  "the longest story of the element": Math.max(...stories),
};

for (const [what, size] of Object.entries(sizes)) {
  test(`${what}: ${size} bytes gzipped, of ${ceilings[what]} allowed`, () => {
    assert.ok(size <= ceilings[what], `${what} has ${size} bytes gzipped; the ceiling in tests/npm/size.json is ${ceilings[what]}.`);
    const change = (size - seen[what]) / seen[what];
    assert.ok(Math.abs(change) < 0.1, `${what} has changed by ${(change * 100).toFixed(1)} % from the ${seen[what]} bytes of tests/npm/size.json: write the new size there.`);
  });
}
