// Settlement files and declarations dropped together.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { drop, openStage, screenshots } from "./stage.mjs";

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage?.close());

const SETTLEMENT = {
  name: "june.csv",
  bytes: Buffer.from(`ExternalProviderReference,ExternalPaymentMethod,ExternalTransactionType,ExternalTransactionStatus,ExternalProcessingDate,Amount,Currency,ExternalInitialReference,ExternalProviderFees
pay-1001,VISA,PAYMENT,SETTLED,19-06-2025,10000,EUR,,-100
PAY-1002,VISA,PAYMENT,SETTLED,19-06-2025,5000,EUR,,-100
pay-1003,VISA,PAYMENT,SETTLED,19-06-2025,7000,EUR,,-100
,,,,,,,,
SettlementDate,19-06-2025,,,,,,,
ExternalProviderName,STRIPE,,,,,,,
TotalSettlementFeesAmount,-300,,,,,,,
TotalNetSettlementAmount,21700,,,,,,,
SettlementCurrency,EUR,,,,,,,
`),
};
const DECLARED = {
  name: "declared.csv",
  bytes: Buffer.from("ExternalProviderReference,Amount,Currency\npay-1001,10000,EUR\npay-1002,5000,EUR\npay-1003,7100,EUR\npay-1004,900,EUR\n"),
};

const matching = (tab) => tab.locator("[data-matching]");

async function look(tab) {
  await matching(tab).waitFor();
  assert.equal(await matching(tab).locator("[data-matched]").getAttribute("data-matched"), "1");
  assert.equal(await matching(tab).locator("[data-unmatched]").getAttribute("data-unmatched"), "2");
  assert.match(await matching(tab).locator('[data-unmatched-line="3"]').innerText(), /pay-1002/);
  assert.equal(await matching(tab).locator('[data-reason="other-amount"] [data-unmatched-line="4"]').count(), 1);
  assert.ok(Number(await matching(tab).locator("[data-open]").getAttribute("data-open")) >= 1);
  await tab.locator("[data-verdict]").waitFor();
}

for (const theme of ["light", "dark"]) {
  for (const width of [1440, 390]) {
    test(`dropped together: matched, unmatched and why, declared and missing; ${theme}, ${width} wide`, async () => {
      const { tab, leave } = await stage.visit({ theme, width });
      await drop(tab, "#drop-zone", SETTLEMENT, DECLARED);
      await look(tab);
      await matching(tab).locator('[data-unmatched-line="4"] .to-cell').click();
      await tab.locator('#grid [data-line="4"][aria-selected="true"]').waitFor();
      await tab.screenshot({ path: join(screenshots, `matching-${theme}-${width}.png`), fullPage: true });
      const overflow = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} pixels wider than its window`);
      await leave();
    });
  }
}

test("declarations dropped after the file are matched with it", async () => {
  const { tab, leave } = await stage.visit();
  await drop(tab, "#drop-zone", SETTLEMENT);
  await tab.locator("[data-verdict]").waitFor();
  await drop(tab, "#drop-zone", DECLARED);
  await look(tab);
  await leave();
});

test("several settlement files alone are listed, and each can be opened", async () => {
  const { tab, leave } = await stage.visit();
  await drop(tab, "#drop-zone", SETTLEMENT, { ...SETTLEMENT, name: "july.csv" });
  await matching(tab).waitFor();
  await tab.locator(".file-name", { hasText: "june.csv" }).waitFor();
  await matching(tab).locator(".to-cell", { hasText: "july.csv" }).click();
  await tab.locator(".file-name", { hasText: "july.csv" }).waitFor();
  await matching(tab).waitFor();
  await leave();
});
