// The pictures of terminals in the documents show what really happens.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { checked, FOLDER, PICTURES } from "./recordings/play.mjs";

/** When it was and how long it took is another matter each time. */
const timeless = (svg) => svg.replace(/\d\d:\d\d:\d\d\.\d{3}/g, "TIME").replace(/[\d.]+ ms/g, "SOME ms");

for (const [name, play] of Object.entries(PICTURES)) {
  test(`docs/pictures/${name}`, async () => {
    const recorded = await readFile(new URL(name, FOLDER), "utf8").catch(() => "");
    assert.equal(timeless(await play()), timeless(recorded), "It shows something else: run node tests/sdk/recordings/record.mjs.");
  });
}

test("the check in the package's README", async () => {
  const readme = await readFile(new URL("../../web/npm/README.md", import.meta.url), "utf8");
  const text = (await checked()).join("\n");
  assert.ok(readme.includes(`$ npx echoscope check june.csv\n${text}\n`), text);
});
