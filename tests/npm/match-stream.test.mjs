// Matching in pieces: the report of the whole file, told on the way, and stopped.

import assert from "node:assert/strict";
import { test } from "node:test";
import { AbortError, load, SourceError, WrongArgumentError } from "echoscope";

const { matchSettlement, matchSettlementStream, writeSettlement } = await load();

const COUNT = 20_000;
const written = (lines) => writeSettlement({ provider: "STRIPE", currency: "EUR", settlementDate: "2026-01-31", lines });
const line = (providerReference, amount) => ({ providerReference, status: "SETTLED", date: "2026-01-30", amount });
const file = written(Array.from({ length: COUNT }, (_, at) => line(`order_${at}`, at % 7 === 0 ? 5 : 1000)));
const declared = ["Reference,Type,Amount,Currency", ...Array.from({ length: COUNT }, (_, at) => `order_${at},CAPTURE,1000,EUR`)].join("\n");
/** Lines want what was declared once. A draft may not say so: a correct file has each line once. */
const contested = written([line("order_1", 1000), line("order_1", 400), line("again", 1000)]).replace("again", "order_1");
/** Its end does not tell what it is: the footer stands before it. */
const long = written([line("order_1", 1000)]) + "\n".repeat(70_000);
const options = { provider: "STRIPE", details: 20 };

test("whatever the files come in, the report is that of the whole file", async () => {
  const expected = matchSettlement(file, declared, options);
  assert.equal(expected.files[0].status, "PARTIALLY_MATCHED");
  const bytes = new TextEncoder().encode(file);
  for (const [source, list] of [
    [file, declared],
    [bytes, new Blob([declared])],
    [new Blob([bytes.subarray(0, 99), bytes.subarray(99)]), declared],
    [[{ name: "settlement.csv", content: new Blob([file]) }], [{ name: "declarations", content: declared }]],
  ]) {
    assert.deepEqual(await matchSettlementStream(source, list, options), expected);
  }
  const named = await matchSettlementStream(new File([file], "june.csv"), new File([declared], "list.csv"), { ...options, document: "json" });
  assert.deepEqual([named.files[0].name, named.sources[0].name], ["june.csv", "list.csv"]);
  const names = { fileName: "june.csv", declarationsName: "list.csv", document: "json" };
  assert.equal(named.document, matchSettlement(file, declared, { ...options, ...names }).document);
});

test("several files are matched one after the other, and one that is not what its ends promised is read twice", async () => {
  const files = [{ name: "a.csv", content: contested }, { name: "b.csv", content: contested }, { name: "c.csv", content: long }];
  const list = "Reference,Type,Amount,Currency\norder_1,CAPTURE,1000,EUR\norder_1,CAPTURE,400,EUR\n";
  let told;
  const report = await matchSettlementStream(files, list, { ...options, onProgress: (progress) => (told = progress) });
  assert.deepEqual(report, matchSettlement(files, list, options));
  const once = files.reduce((sum, { content }) => sum + content.length, list.length);
  assert.deepEqual(told, { bytes: once + long.length, total: once + long.length });
});

test("progress tells how much of all files was read", async () => {
  const seen = [];
  await matchSettlementStream(new Blob([file]), new Blob([declared]), { ...options, onProgress: (progress) => seen.push(progress) });
  const total = file.length + declared.length;
  assert.ok(seen.length >= 2 && seen.every((progress, at) => progress.total === total && (at === 0 || progress.bytes > seen[at - 1].bytes)));
  assert.equal(seen.at(-1).bytes, total);
});

test("a signal stops it: before it begins, and in either of the files", async () => {
  const aborted = (reason) => (error) => error instanceof AbortError && error.code === "aborted" && error.cause === reason;
  await assert.rejects(matchSettlementStream(file, declared, { signal: AbortSignal.abort("early") }), aborted("early"));
  for (const at of [1, declared.length + 1]) {
    const controller = new AbortController();
    const onProgress = ({ bytes }) => bytes >= at && controller.abort("enough");
    await assert.rejects(matchSettlementStream(new Blob([file]), new Blob([declared]), { signal: controller.signal, onProgress }), aborted("enough"));
  }
});

test("a file that cannot be read is told, and misuse names the argument", async () => {
  const broken = new Blob(["x"]);
  broken.slice = () => ({ arrayBuffer: () => Promise.reject(new Error("the disk is gone")) });
  await assert.rejects(matchSettlementStream(broken, declared), (error) => error instanceof SourceError && /the disk is gone/.test(error.message));
  for (const [argument, given] of [
    ["file", [new Blob(["x"]).stream(), declared]],
    ["file", [[null], declared]],
    ["file", [undefined, declared]],
    ["declarations", [file]],
    ["declarations", [file, [{ name: "x", content: 5 }]]],
    ["options", [file, declared, 5]],
    ["options", [file, declared, { nonsense: 1 }]],
    ["provider", [file, declared, { provider: "NOBODY" }]],
    ["onProgress", [file, declared, { onProgress: 5 }]],
    ["signal", [file, declared, { signal: 5 }]],
  ]) {
    await assert.rejects(matchSettlementStream(...given), (error) => error instanceof WrongArgumentError && error.argument === argument, argument);
  }
});
