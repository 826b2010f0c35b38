// The documents that the package writes, held against the schemas that it publishes.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { load } from "echoscope";

const { checkSettlement, matchSettlement } = await load();
const require = createRequire(import.meta.url);
const valid = (name) => new Ajv({ strictRequired: false, allowUnionTypes: true }).compile(require(`echoscope/schema/${name}.json`));

const corpus = new URL("../corpus/", import.meta.url);
const files = readdirSync(corpus, { recursive: true })
  .filter((name) => name.endsWith(".csv"))
  .map((name) => ({ name, content: readFileSync(new URL(name, corpus)) }));
const declared = "Reference,Type,Amount,Currency,Date\npay-1,CAPTURE,1000,EUR,2025-06-19\nPAY-2,REFUND,9007199254740993,EUR,\nnever,CAPTURE,1,EUR,\n";

test("every report of a check follows its schema", () => {
  const follows = valid("report");
  assert.ok(files.length > 150);
  for (const { name, content } of files) {
    const document = JSON.parse(checkSettlement(content, { document: "json" }).document);
    assert.ok(follows(document), `${name}: ${JSON.stringify(follows.errors)}`);
  }
});

test("every report of a match follows its schema, and says what the check says", () => {
  const follows = valid("match");
  for (const { name, content } of files) {
    const { document, ...report } = matchSettlement(content, declared, { provider: "STRIPE", fileName: name, document: "json" });
    const told = JSON.parse(document);
    assert.ok(follows(told), `${name}: ${JSON.stringify(follows.errors)}`);
    const check = JSON.parse(checkSettlement(content, { document: "json" }).document);
    for (const key of ["verdict", "dialect", "lines", "totals", "findings", "counts"]) assert.deepEqual(told[key], check[key], `${name}: ${key}`);
    assert.equal(told.unmatchedCount, report.files[0].unmatchedCount);
  }
});

test("several files are one list", () => {
  const two = files.slice(0, 2);
  const documents = JSON.parse(matchSettlement(two, declared, { document: "json" }).document);
  assert.deepEqual(documents.map(({ name }) => name), two.map(({ name }) => name));
});
