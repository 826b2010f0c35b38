// What everybody pays who loads the package. The goal for the engine is 150 kB, not reached; ceilings are raised only with a reason in the commit that does it.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { test } from "node:test";

const dist = new URL("../../web/npm/dist/", import.meta.url);
const { ceilings, seen } = JSON.parse(readFileSync(new URL("size.json", import.meta.url), "utf8"));
const gzipped = (name) => gzipSync(readFileSync(new URL(name, dist)), { level: 9 }).length;

const sizes = {
  "engine.wasm": gzipped("engine.wasm"),
  "slim.js and what it imports": [...readdirSync(dist)]
    .filter((name) => name.endsWith(".js") && readFileSync(new URL(name, dist)).length < 200_000)
    .reduce((sum, name) => sum + gzipped(name), 0),
};

for (const [what, size] of Object.entries(sizes)) {
  test(`${what}: ${size} bytes gzipped, of ${ceilings[what]} allowed`, () => {
    assert.ok(size <= ceilings[what], `${what} has ${size} bytes gzipped; the ceiling in tests/npm/size.json is ${ceilings[what]}.`);
    const change = (size - seen[what]) / seen[what];
    assert.ok(Math.abs(change) < 0.1, `${what} has changed by ${(change * 100).toFixed(1)} % from the ${seen[what]} bytes of tests/npm/size.json: write the new size there.`);
  });
}
