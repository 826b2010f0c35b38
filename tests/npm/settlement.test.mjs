import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { EchoscopeError, load } from "echoscope";

const echoscope = await load();

const sample = (name) => readFile(new URL(`../corpus/official/${name}`, import.meta.url));
const errorsOf = (report) =>
  report.findings
    .filter(({ severity }) => severity === "error")
    .map(({ code, line, column }) => `${code} ${line}:${column}`);

test("a good file of the 2026 format would be accepted", async () => {
  const report = echoscope.checkSettlement(await sample("self_consistent_f2_sample.csv"));
  assert.equal(report.verdict, "CREATED");
  assert.equal(report.dialect, "2026");
  assert.equal(report.lines, 3);
  assert.deepEqual(errorsOf(report), []);
  assert.deepEqual(report.footer, {
    settlementDate: "2025-06-19",
    externalProviderName: "STRIPE",
    totalFees: -500,
    totalNet: 49500,
    currency: "EUR",
  });
});

test("a good file of the 2025 format would be accepted, byte order mark and all", async () => {
  const report = echoscope.checkSettlement(await sample("sdk/php-4.4.0-settlement_sample.csv"));
  assert.equal(report.verdict, "CREATED");
  assert.equal(report.dialect, "2025");
  assert.deepEqual(errorsOf(report), []);
});

const BAD_SAMPLES = [
  {
    name: "sdk/nodejs-1.68.0-settlement_sample_bad.csv",
    verdict: "CREATED",
    errors: ["net-total-mismatch 7:26"],
  },
  {
    name: "sdk/python-3.60.0-settlement_sample_bad_line.csv",
    verdict: "CREATED",
    errors: ["date-malformed 2:42", "net-total-mismatch 7:26"],
  },
  {
    name: "sdk/python-3.60.0-settlement_sample_bad_footer.csv",
    verdict: "FAILED",
    errors: ["net-total-mismatch 7:26", "footer-currency-unknown 8:20"],
  },
  {
    name: "sdk/php-4.4.0-settlement_sample_bad_footer.csv",
    verdict: "FAILED",
    errors: ["net-total-mismatch 7:23", "footer-currency-unknown 8:20"],
  },
];

for (const { name, verdict, errors } of BAD_SAMPLES) {
  test(`${name}: ${errors.join(", ")}`, async () => {
    const report = echoscope.checkSettlement(await sample(name));
    assert.equal(report.verdict, verdict);
    assert.deepEqual(errorsOf(report), errors);
    for (const { code, message } of report.findings) assert.ok(message.length > 0, code);
    const counted = report.counts.reduce((sum, { count }) => sum + count, 0);
    assert.equal(counted, report.findings.length);
  });
}

test("bytes, a buffer and a text of the same file give the same report", async () => {
  const bytes = await sample("self_consistent_f2_sample.csv");
  const expected = echoscope.checkSettlement(bytes);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  assert.deepEqual(echoscope.checkSettlement(buffer), expected);
  assert.deepEqual(echoscope.checkSettlement(bytes.toString("utf8")), expected);
});

test("nothing, noise and other encodings are reports, never exceptions", () => {
  const noise = Uint8Array.from({ length: 4096 }, (_, at) => (at * 31) % 256);
  for (const bytes of [new Uint8Array(), noise, Buffer.from("A,B\n1,2\n", "utf16le")]) {
    const report = echoscope.checkSettlement(bytes);
    assert.equal(report.verdict, "FAILED");
    assert.ok(report.findings.length > 0);
  }
});

test("what is not a file is refused with a remedy", () => {
  for (const wrong of [undefined, null, 42, {}, new Blob(["x"])]) {
    assert.throws(
      () => echoscope.checkSettlement(wrong),
      (error) => error instanceof EchoscopeError && error.code === "wrong-argument" && /Pass /.test(error.message),
    );
  }
});
