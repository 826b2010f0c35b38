// Files that come in pieces: every kind of source, progress, stopping, and sources that fail.

import assert from "node:assert/strict";
import { createReadStream, openAsBlob } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { AbortError, load, SourceError, WrongArgumentError } from "echoscope";

const { checkSettlement, checkSettlementStream, Echo } = await load();
const sample = new URL("../corpus/official/sdk/python-3.60.0-settlement_sample_bad_line.csv", import.meta.url);
const plain = (report) => JSON.parse(JSON.stringify(report));
let folder;
let large;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "echoscope-"));
  large = join(folder, "large.csv");
  const [header, line] = (await readFile(sample, "utf8")).split(/\r?\n/);
  const rows = Array.from({ length: 60_000 }, (_, place) => line.replace(/^[^,]*/, `pay-${place}`));
  await writeFile(large, [header, ...rows].join("\n"));
});

after(() => rm(folder, { recursive: true, force: true }));

async function* slices(bytes, size) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test("whatever a file comes in, and however it is cut, the report is the same", async () => {
  const bytes = await readFile(sample);
  const expected = plain(checkSettlement(bytes));
  assert.ok(expected.findings.length > 0);
  const sources = [
    bytes,
    bytes.toString("utf8"),
    new Blob([bytes]),
    await openAsBlob(sample),
    new Blob([bytes]).stream(),
    createReadStream(sample, { highWaterMark: 100 }),
    slices(bytes, 1),
    slices(bytes, 7),
    new ReadableStream({
      start(controller) {
        controller.enqueue(bytes);
        controller.close();
      },
    }),
  ];
  for (const source of sources) assert.deepEqual(plain(await checkSettlementStream(source)), expected);
});

test("progress tells the bytes, and the size where it is known", async () => {
  const seen = [];
  const blob = await openAsBlob(large);
  const report = await checkSettlementStream(blob, { onProgress: (progress) => seen.push(progress) });
  assert.equal(report.lines, 60_000);
  assert.ok(seen.length > 2);
  assert.deepEqual(seen.at(-1), { bytes: blob.size, total: blob.size });
  assert.ok(seen.every(({ bytes }, place) => place === 0 || bytes > seen[place - 1].bytes));
});

test("a signal stops it at once: before it begins, while it works, and while the source is silent", async () => {
  const reason = new Error("enough");
  const stopped = (error) => error instanceof AbortError && error.code === "aborted" && error.name === "AbortError" && error.cause === reason;
  await assert.rejects(checkSettlementStream(new Blob(["x"]), { signal: AbortSignal.abort(reason) }), stopped);

  async function* endless() {
    for (;;) yield new Uint8Array(100_000).fill(97);
  }
  async function* silent() {
    yield "x";
    await new Promise((resolve) => setTimeout(resolve, 60_000).unref());
  }
  for (const source of [endless(), silent()]) {
    const stop = new AbortController();
    let asked;
    setTimeout(() => {
      asked = performance.now();
      stop.abort(reason);
    }, 50);
    await assert.rejects(checkSettlementStream(source, { signal: stop.signal }), stopped);
    // 100 ms are promised; a busy machine is given more.
    assert.ok(performance.now() - asked < 1000);
  }
});

test("a source that fails half way is told with its cause and how far it came", async () => {
  const cause = new Error("the cable");
  async function* broken() {
    yield "ExternalProviderReference,";
    throw cause;
  }
  await assert.rejects(
    checkSettlementStream(broken()),
    (error) => error instanceof SourceError && error.cause === cause && error.argument === "file" && /after 26 bytes: the cable/.test(error.message),
  );
});

test("a part that cannot be read again is a failure of the source, not of the engine", async () => {
  const cause = new Error("the cable");
  const part = () => { throw cause; };
  await assert.rejects(
    checkSettlementStream(await readFile(sample), { document: "text", part }),
    (error) => error instanceof SourceError && error.cause === cause,
  );
  assert.equal(checkSettlement("x").verdict, "FAILED");
});

test("misuse names the argument, and the engine stays usable", async () => {
  const locked = new Blob(["x"]).stream();
  locked.getReader();
  async function* numbers() {
    yield 1;
  }
  const misuses = [
    ["file", undefined],
    ["file", 5],
    ["file", {}],
    ["file", locked],
    ["file", numbers()],
    ["options", "x", 5],
    ["options", "x", { dialect: "1999" }],
    ["options", "x", { nonsense: 1 }],
    ["document", "x", { document: "pdf" }],
    ["onProgress", "x", { onProgress: 5 }],
    ["signal", "x", { signal: true }],
  ];
  for (const [argument, file, options] of misuses) {
    await assert.rejects(
      checkSettlementStream(file, options),
      (error) => error instanceof WrongArgumentError && error.argument === argument && error.message.includes(argument),
      `${argument}: ${String(file)} ${JSON.stringify(options)}`,
    );
  }
  const thrown = new Error("mine");
  const onProgress = () => { throw thrown; };
  await assert.rejects(checkSettlementStream("x", { onProgress }), (error) => error === thrown);
  assert.equal(new Echo().length, 0);
  assert.equal(checkSettlement("x").verdict, "FAILED");
});

test("findings are read one by one, all at once, or as a document", async () => {
  const report = await checkSettlementStream(createReadStream(large), { document: "csv", findingsPerRule: 5 });
  assert.equal(report.findingCount, [...report].length);
  assert.deepEqual([...report], report.findings);
  assert.deepEqual(report.finding(1), report.findings[1]);
  assert.equal(report.finding(-1), undefined);
  assert.equal(report.finding(report.findingCount), undefined);
  const counted = report.counts.find(({ count }) => count >= 60_000);
  assert.equal(counted.listed, 5);
  assert.match(report.document, /^File,Line,Column,/);
});
