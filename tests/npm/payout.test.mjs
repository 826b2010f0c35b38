import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { load } from "echoscope";

const { checkSettlement, convertPayout } = await load();
const cli = fileURLToPath(new URL("../../web/npm/cli.mjs", import.meta.url));

const HEADER =
  "automatic_payout_id,balance_transaction_id,created,currency,gross,fee,net,reporting_category,source_id,charge_id,payment_intent_id";
const CHARGE = "po_1,txn_1,2026-06-17 10:00:00,eur,120.00,3.60,116.40,charge,ch_1,ch_1,pi_1";
const REFUND = "po_1,txn_2,2026-06-18 10:00:00,eur,-20.00,0.00,-20.00,refund,re_1,ch_1,pi_1";
const REPORT = `${HEADER}\n${CHARGE}\n${REFUND}\n`;

function echoscope(words, input) {
  return spawnSync(process.execPath, [cli, "convert", ...words], { encoding: "utf8", input });
}

test("a payout report becomes a settlement file without faults", () => {
  const { format, file, lines, faults } = convertPayout(REPORT);
  assert.deepEqual([format, lines, faults], ["stripe-itemized", 2, []]);
  const report = checkSettlement(file);
  assert.deepEqual([report.verdict, report.findings.length, report.footer.totalNet], ["CREATED", 0, 9640]);
});

test("a row that cannot be read exactly is a fault with its place, and there is no file", () => {
  const { file, faults } = convertPayout(REPORT.replace("120.00", "120.005"));
  assert.equal(file, undefined);
  assert.deepEqual([faults[0].line, faults[0].column, faults[0].value], [2, "gross", "120.005"]);
});

test("misuse names the argument", () => {
  assert.throws(() => convertPayout(7), { code: "wrong-argument", argument: "file" });
  assert.throws(() => convertPayout(REPORT, { refrence: "x" }), /refrence/);
});

test("the command line converts, and what it wrote can be checked", () => {
  const { status, stdout, stderr } = echoscope(["-", "--reference", "payment_intent_id"], REPORT);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^pi_1,,PAYMENT,SETTLED,17-06-2026,12000,EUR,,/m);
  assert.match(stderr, /2 transactions/);
  const refused = echoscope(["-", "--payout", "po_9"], REPORT);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /no payout `po_9`[\s\S]*It holds: po_1/);
  assert.equal(echoscope([]).status, 2);
});
