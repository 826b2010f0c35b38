// A file of a million lines: checked beside the main thread, stopped at once, every row within reach.

import assert from "node:assert/strict";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openStage } from "./stage.mjs";

const LINES = 1_000_000;
const FAULTY = 777_777;

let stage, folder, file;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "echoscope-"));
  file = await write(join(folder, "million.csv"));
  stage = await openStage();
});
after(async () => {
  await stage?.close();
  if (folder) await rm(folder, { recursive: true });
});

/** The line with the fault is the only one. */
async function write(path) {
  const out = await open(path, "w");
  await out.write(
    "ExternalProviderReference,ExternalPaymentMethod,ExternalTransactionType,ExternalTransactionStatus,ExternalProcessingDate,Amount,Currency,ExternalInitialReference,ExternalProviderFees\n",
  );
  for (let first = 0; first < LINES; first += 50_000) {
    const lines = Array.from({ length: 50_000 }, (_, at) => {
      const number = first + at;
      const amount = number === FAULTY ? "12.50" : "1250";
      return `pay-${String(number).padStart(12, "0")},VISA,PAYMENT,SETTLED,19-06-2025,${amount},EUR,,-10\n`;
    });
    await out.write(lines.join(""));
  }
  await out.write(
    `,,,,,,,,\nSettlementDate,19-06-2025,,,,,,,\nExternalProviderName,STRIPE,,,,,,,\nTotalSettlementFeesAmount,${-10 * LINES},,,,,,,\nTotalNetSettlementAmount,${1240 * LINES},,,,,,,\nSettlementCurrency,EUR,,,,,,,\n`,
  );
  await out.close();
  return path;
}

test("dropped, stopped within a tenth of a second, dropped again, mended, checked again", async () => {
  const { tab, leave } = await stage.visit();
  tab.setDefaultTimeout(90_000);
  await tab.locator("#file-input").setInputFiles(file);
  await tab.locator("[data-progress]").waitFor();
  await tab.waitForFunction(() => /MB/.test(document.querySelector("[data-progress]")?.innerText ?? ""));
  const wait = await tab.evaluate(async () => {
    const begun = performance.now();
    document.getElementById("stop").click();
    while (document.querySelector("[data-progress]")) await new Promise(requestAnimationFrame);
    return performance.now() - begun;
  });
  assert.ok(wait < 100, `stopping took ${wait} ms`);
  assert.equal(await tab.locator("[data-verdict]").count(), 0);

  await tab.locator("#file-input").setInputFiles(file);
  await tab.locator("[data-verdict]").waitFor();
  assert.equal(await tab.locator("[data-verdict]").getAttribute("data-verdict"), "CREATED");
  await tab.locator('[data-code="amount-malformed"], [data-finding][data-severity="error"]').first().waitFor();
  await tab.locator('[data-finding][data-severity="error"] .to-cell').first().click();
  const cell = tab.locator('[role="gridcell"][aria-selected="true"]');
  await cell.waitFor();
  assert.equal(await cell.getAttribute("data-line"), String(FAULTY + 2));
  assert.ok((await tab.locator("#grid [role=row]").count()) < 120, "only rows in sight exist");

  await tab.locator("#grid").press("Control+End");
  await tab.locator(`#grid [data-line="${LINES + 7}"]`).first().waitFor();

  await tab.locator('[data-finding][data-severity="error"] [data-fix]').first().click();
  await tab.locator(".verdict.good").waitFor();
  await leave();
});

test("the main thread stays free while the file is checked", async () => {
  const { tab, leave } = await stage.visit();
  tab.setDefaultTimeout(90_000);
  await tab.locator("#drop-zone").waitFor();
  await tab.waitForTimeout(1000);
  await tab.evaluate(() => {
    window.long = [];
    new PerformanceObserver((list) => {
      // Building the result counts too, but is not reading: it is measured by `cargo xtask bench page`.
      for (const task of list.getEntries()) {
        if (document.querySelector("[data-progress]")) window.long.push(Math.round(task.duration));
      }
    }).observe({ type: "longtask" });
  });
  await tab.locator("#file-input").setInputFiles(file);
  await tab.locator("[data-verdict]").waitFor();
  const long = await tab.evaluate(() => window.long);
  assert.deepEqual(long, [], `long tasks while reading: ${long} ms`);
  await leave();
});
