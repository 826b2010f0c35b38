// A provider's own payout report is dropped: the page offers to make a settlement file of it, or says why that cannot be done.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { drop, openStage } from "./stage.mjs";

const REPORT = `automatic_payout_id,balance_transaction_id,created,currency,gross,fee,net,reporting_category,source_id,charge_id,payment_intent_id
po_1,txn_1,2026-06-17 10:00:00,eur,120.00,3.63,116.37,charge,ch_1,ch_1,pi_1
po_1,txn_2,2026-06-19 09:00:00,eur,-20.00,0.00,-20.00,refund,re_1,ch_1,pi_1
po_1,txn_3,2026-06-21 00:00:00,eur,-96.37,0.00,-96.37,payout,po_1,,
`;
const file = (text) => ({ name: "payouts.csv", bytes: Buffer.from(text) });

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage?.close());

test("a payout report becomes a file that passes, by the keyboard alone, and says what was left out", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/check" });
  await drop(tab, "#drop-zone", file(REPORT));
  await tab.locator("#convert").focus();
  await tab.keyboard.press("Enter");
  await tab.locator('[data-verdict="CREATED"] .file-name').getByText("payouts-settlement.csv").waitFor();
  assert.match(await tab.locator(".made").innerText(), /2 transactions[^]*payout × 1/);
  // Over the file on the desk another report is no declaration.
  await drop(tab, "#drop-zone", file(REPORT));
  await tab.locator(".payout select").selectOption("payment_intent_id");
  await tab.locator("#convert").click();
  await tab.locator(".made").waitFor();
  await tab.locator('#grid [data-line="2"]').getByText("pi_1").first().waitFor();
  await leave();
});

test("a report that does not add up is refused with the difference, and no file lies on the desk", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/check" });
  await drop(tab, "#drop-zone", file(REPORT.replace("-96.37,0.00,-96.37", "-90.00,0.00,-90.00")));
  await tab.locator("#convert").click();
  await tab.locator(".payout-faults").getByText(/-6.37 EUR are unexplained/).waitFor();
  assert.equal(await tab.locator(".verdict:not(.info)").count(), 0);
  await leave();
});

test("nothing of the place to play changes how Check is laid out", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/check" });
  assert.equal(await tab.locator(".check").evaluate((check) => getComputedStyle(check).display), "grid");
  await leave();
});
