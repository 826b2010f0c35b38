// Matching, repairing, writing: the doors for settlement files beside the check.

import assert from "node:assert/strict";
import { test } from "node:test";
import { load, WrongArgumentError } from "echoscope";

const { checkSettlement, fixSettlement, matchSettlement, writeSettlement } = await load();

const draft = (more = {}) => ({
  provider: "STRIPE",
  currency: "EUR",
  settlementDate: "2026-01-31",
  feesDeducted: 50,
  lines: [
    { providerReference: "order_1", status: "SETTLED", date: "2026-01-30", amount: 1000 },
    { providerReference: "order_2", status: "SETTLED", date: "2026-01-30", amount: 2n ** 53n },
  ],
  ...more,
});

test("a written file is a correct one, in both generations of the format", () => {
  for (const dialect of ["2025", "2026"]) {
    const report = checkSettlement(writeSettlement(draft({ dialect })));
    assert.equal(report.verdict, "CREATED");
    assert.equal(report.dialect, dialect);
    assert.deepEqual(report.counts.filter(({ severity }) => severity === "error"), []);
    assert.equal(report.totals.counted, 2n ** 53n + 1000n);
  }
});

test("what a draft cannot say is told", () => {
  for (const wrong of [
    undefined,
    {},
    draft({ provider: "NOBODY" }),
    draft({ currency: "XXX" }),
    draft({ settlementDate: "31-01-2026" }),
    draft({ dialect: "1999" }),
    draft({ nonsense: 1 }),
    draft({ feesDeducted: 0.5 }),
    draft({ lines: [] }),
    draft({ feesDeducted: -1 }),
    draft({ lines: [{ providerReference: "x", status: "SETTLED", date: "2026-01-30", amount: "1e3" }] }),
    draft({ lines: [{ providerReference: "x", status: "SETTLED", date: "2026-01-30", amount: -1 }] }),
    draft({ lines: [{ providerReference: "x", status: "LOST", date: "2026-01-30", amount: 1 }] }),
    draft({ lines: [{ providerReference: "x", status: "SETTLED", date: "2026-02-30", amount: 1 }] }),
  ]) {
    assert.throws(() => writeSettlement(wrong), (error) => error instanceof WrongArgumentError && error.argument === "draft");
  }
});

test("an amount is a number, a bigint, or its digits as text where JSON has no such number", () => {
  const line = (amount) => ({ providerReference: "x", status: "SETTLED", date: "2026-01-30", amount });
  const [big, text] = [9007199254740993n, "9007199254740993"].map((amount) => writeSettlement(draft({ feesDeducted: 0, lines: [line(amount)] })));
  assert.equal(big, text);
  assert.match(text, /,9007199254740993,/);
});

test("safe fixes change how a value is written, and nothing else", () => {
  const good = writeSettlement(draft());
  const { bytes, rounds } = fixSettlement(good.replaceAll("30-01-2026", "2026-01-30"));
  assert.equal(new TextDecoder().decode(bytes), good);
  assert.ok(rounds[0].fixed.length >= 2 && rounds[0].diff.includes("30-01-2026"));
  const untouched = fixSettlement(good);
  assert.deepEqual([new TextDecoder().decode(untouched.bytes), untouched.rounds], [good, []]);
});

const declared = "Reference,Type,Amount,Currency\norder_1,CAPTURE,1000,EUR\norder_2,CAPTURE,9007199254740992,EUR\n";

test("a file is matched with what was declared, and a line that fails says why", () => {
  const full = matchSettlement(writeSettlement(draft()), declared, { provider: "STRIPE", fileName: "january.csv" });
  assert.equal(full.files[0].status, "PENDING_FUNDS_RECEPTION", JSON.stringify(full));
  assert.equal(full.files[0].name, "january.csv");
  assert.equal(full.files[0].matched, 2);

  const other = matchSettlement(writeSettlement(draft()), declared.replace("order_1,", "ORDER-1,"), { provider: "STRIPE" });
  assert.equal(other.files[0].status, "PARTIALLY_MATCHED");
  const [line] = other.files[0].unmatched;
  assert.equal(line.reason, "unknown-reference");
  assert.equal(line.candidates[0].reference, "ORDER-1");
});

test("several files are matched one after the other", () => {
  const file = writeSettlement(draft());
  const files = [{ name: "a.csv", content: file }, { name: "b.csv", content: file }];
  const report = matchSettlement(files, [{ name: "list.csv", content: declared }], { provider: "STRIPE" });
  assert.deepEqual(report.files.map(({ status }) => status), ["PENDING_FUNDS_RECEPTION", "UNMATCHED"]);
  assert.equal(report.files[1].unmatched[0].reason, "already-settled");
});

test("misuse names the argument", () => {
  const file = writeSettlement(draft());
  for (const [argument, misuse] of [
    ["file", () => matchSettlement(5, declared)],
    ["file", () => matchSettlement([null], declared)],
    ["declarations", () => matchSettlement(file)],
    ["options", () => matchSettlement(file, declared, 5)],
    ["options", () => matchSettlement(file, declared, { nonsense: 1 })],
    ["provider", () => matchSettlement(file, declared, { provider: "NOBODY" })],
    ["currency", () => matchSettlement(file, declared, { currency: "XXX" })],
    ["file", () => fixSettlement(5)],
    ["options", () => fixSettlement(file, { dialect: 5 })],
  ]) {
    assert.throws(misuse, (error) => error instanceof WrongArgumentError && error.argument === argument, `${argument}: ${misuse}`);
  }
});
