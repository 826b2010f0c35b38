// Check in Firefox: drop, findings, a fix, undo, the whole repair, the saved file checked again; a large file; no network.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { writeSettlement } from "../large.mjs";
import { openStage, until } from "./stage.mjs";

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage?.close());

const HEADER = "ExternalProviderReference,ExternalPaymentMethod,ExternalTransactionType,ExternalTransactionStatus,ExternalProcessingDate,Amount,Currency,ExternalInitialReference,ExternalProviderFees";
const FILE = `${HEADER}
pay-1,VISA,PAYMENT,SETTLED,19-06-2025,5000,EUR,,-10
pay-2,VISA,PAYMENT,SETTLED,19/06/2025,3000,EUR,,-10
,,,,,,,,
SettlementDate,19/06/2025,,,,,,,
ExternalProviderName,STRIPE,,,,,,,
TotalSettlementFeesAmount,-20,,,,,,,
TotalNetSettlementAmount,7980,,,,,,,
SettlementCurrency,EUR,,,,,,,
`;

test("a dropped file is judged, a finding leads to its cell, and the repaired file passes when it comes back", async () => {
  const { drop, seen, press, count, keys, gone, saved, leave } = await stage.visit();
  await seen("#drop-zone");
  await drop("#drop-zone", { name: "june.csv", bytes: Buffer.from(FILE) });
  await seen('[data-verdict="FAILED"]');
  await press('[data-finding][data-line="5"] .to-cell');
  await seen('[role="gridcell"][aria-selected="true"][data-line="5"]', "19/06/2025");
  await press('[data-finding][data-line="5"] [data-fix="safe"]');
  await seen('[role="gridcell"][data-line="5"]', "19-06-2025");
  await press("#undo");
  await seen('[role="gridcell"][data-line="5"]', "19/06/2025");
  await press("#fix-all-safe");
  await seen('[data-verdict="CREATED"]');
  await gone('[data-finding][data-severity="error"]');
  const { name, bytes } = await saved(() => press("#save-corrected"));
  assert.equal(name, "june-corrected.csv");
  assert.equal(bytes.toString(), FILE.replaceAll("19/06/2025", "19-06-2025"));
  await drop("#drop-zone", { name, bytes });
  await seen(".file-name", "june-corrected.csv");
  await seen('[data-verdict="CREATED"]');
  assert.equal(await count('[data-finding][data-severity="error"]'), 0);
  await leave();
});

test("a cell is found, written and taken back by the keyboard alone", async () => {
  const { tab, drop, seen, keys, leave } = await stage.visit();
  await seen("#drop-zone");
  await drop("#drop-zone", { name: "june.csv", bytes: Buffer.from(FILE) });
  await seen('#grid [data-line="2"]');
  await tab.focus("#grid");
  await keys("n");
  await seen('[role="gridcell"][aria-selected="true"][data-mark="error"]');
  await tab.keyboard.down("Control");
  await keys("Home");
  await tab.keyboard.up("Control");
  await keys("ArrowDown", "Enter");
  await until("the field", () => tab.evaluate(() => document.activeElement.id === "cell-input"));
  await tab.keyboard.down("Control");
  await keys("a");
  await tab.keyboard.up("Control");
  await tab.keyboard.type("by hand, with a comma");
  await keys("Enter");
  await seen("#cell-2-0", "by hand, with a comma");
  await tab.keyboard.down("Control");
  await keys("z");
  await tab.keyboard.up("Control");
  await seen("#cell-2-0", "pay-1");
  await leave();
});

test("a file of half a million lines is read in the worker, and its last row is within reach", async () => {
  const folder = await mkdtemp(join(tmpdir(), "echoscope-"));
  try {
    const lines = 500_000;
    const file = await writeSettlement(join(folder, "large.csv"), lines, 333_333);
    const { tab, seen, keys, leave } = await stage.visit();
    await seen("#drop-zone");
    await (await tab.$("#file-input")).uploadFile(file);
    await seen('[data-verdict="CREATED"]');
    await seen("#grid [data-line]");
    await tab.focus("#grid");
    await tab.keyboard.down("Control");
    await keys("End");
    await tab.keyboard.up("Control");
    await seen(`#grid [data-line="${lines + 7}"]`);
    await leave();
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("after the first visit the page works without a network", async () => {
  const alone = await openStage();
  try {
    const { tab, seen, press } = await alone.visit();
    await tab.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await tab.reload({ waitUntil: "load" });
    await seen("#sample-good");
    await alone.stopServing();
    await tab.reload({ waitUntil: "load" });
    await press("#sample-good");
    await seen('[data-verdict="CREATED"]');
  } finally {
    await alone.close();
  }
});
