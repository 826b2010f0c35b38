// The lives of payments, through Mangopay's own SDK: what its own tests never walk.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startSandbox } from "./sandbox.mjs";
import { external, nextReference, refusal, settlementFile, shopAt } from "./shop.mjs";

let sandbox;
let shop;

before(async () => {
  sandbox = await startSandbox();
  shop = shopAt(sandbox.url);
});
after(() => sandbox.stop());

/** Money that arrives from a provider. */
const arrive = (amount, provider = "STRIPE", currency = "EUR") =>
  sandbox.control("POST", "funds", { ExternalProviderName: provider, Currency: currency, Amount: amount });

test("a payment from its authorization to the seller's wallet, with the platform's fee", async () => {
  const anna = await shop.seller();
  const intent = await shop.intent([[anna, 10000, 1000]], { fees: 1000 });
  await shop.capture(intent.Id);
  const [line] = intent.LineItems;
  const split = await shop.split(intent.Id, line.Id, 10000);
  assert.equal(split.Status, "CREATED");

  const settlement = await shop.settle(settlementFile([[intent.reference, "SETTLED", 10000]]));
  assert.equal(settlement.Status, "PENDING_FUNDS_RECEPTION");
  assert.equal((await shop.viewSplit(intent.Id, split.Id)).Status, "PENDING_FUNDS_RECEPTION");
  assert.equal((await shop.view(intent.Id)).Captures[0].Status, "SETTLED_NOT_PAID");

  await arrive(10000);
  assert.equal((await shop.settlement(settlement.SettlementId)).Status, "RECONCILED");
  assert.equal((await shop.view(intent.Id)).Captures[0].Status, "PAID");
  assert.equal((await shop.viewSplit(intent.Id, split.Id)).Status, "AVAILABLE");

  await shop.execute(intent.Id, split.Id);
  assert.equal((await shop.viewSplit(intent.Id, split.Id)).Status, "COMPLETED");
  assert.equal(await shop.balance(anna.WalletId), 9000);
});

test("two partial captures make a whole one, and a third is too much", async () => {
  const anna = await shop.seller();
  const intent = await shop.intent([[anna, 1000]]);
  const [line] = intent.LineItems;
  const half = () => shop.api.PayIns.createPayInIntentPartialCapture(intent.Id, shop.part([[line.Id, 500]]));
  assert.equal((await half()).Status, "CAPTURED");
  assert.equal((await shop.view(intent.Id)).Status, "PARTIALLY_CAPTURED");
  await half();
  const whole = await shop.view(intent.Id);
  assert.equal(whole.Status, "CAPTURED");
  assert.deepEqual(whole.Captures.map(({ Amount }) => Amount), [500, 500]);
  const error = await refusal(half());
  assert.ok(["param_error", "invalid_action"].includes(error.Type), JSON.stringify(error));
  assert.equal(typeof Object.values(error.Errors)[0], "string");
});

test("a full capture after a partial one is refused with Mangopay's key", async () => {
  const anna = await shop.seller();
  const intent = await shop.intent([[anna, 1000]]);
  await shop.api.PayIns.createPayInIntentPartialCapture(intent.Id, shop.part([[intent.LineItems[0].Id, 400]]));
  const error = await refusal(shop.capture(intent.Id));
  assert.equal(error.Type, "invalid_action");
  assert.ok("Capture" in error.Errors, JSON.stringify(error));
});

test("an Intent grows when its reference is declared again", async () => {
  const [anna, bob] = [await shop.seller(), await shop.seller()];
  const buyer = { Buyer: { Id: await shop.user() } };
  const first = await shop.intent([[anna, 1000]], buyer);
  const grown = await shop.intent([[bob, 500]], { ...buyer, reference: first.reference });
  assert.equal(grown.Id, first.Id);
  assert.equal(grown.Amount, 1500);
  assert.equal((await shop.view(first.Id)).LineItems.length, 2);
});

test("a dispute that is won and a dispute that is lost", async () => {
  const anna = await shop.seller();
  for (const [Decision, status] of [
    ["DISPUTED_WON", "DISPUTED_WON"],
    ["DISPUTED_LOST", "DISPUTED_LOST"],
  ]) {
    const intent = await shop.intent([[anna, 1000]]);
    const { Capture } = await shop.capture(intent.Id);
    const { Dispute } = await shop.dispute(intent.Id, Capture.Id, { ExternalData: external(nextReference("dp")) });
    await shop.decide(intent.Id, Capture.Id, Dispute.Id, "DEFENDED");
    const decided = await shop.decide(intent.Id, Capture.Id, Dispute.Id, Decision);
    assert.equal(decided.Decision, Decision);
    const seen = await shop.view(intent.Id);
    assert.equal(seen.Status, status);
    assert.equal(seen.Disputes[0].Status, status);
  }
});

test("a refund and its reversal in one settlement file with the payment", async () => {
  const anna = await shop.seller();
  const intent = await shop.intent([[anna, 10000]], { provider: "ADYEN" });
  await shop.capture(intent.Id);
  const back = nextReference("re");
  const { Refund } = await shop.refund(intent.Id, {
    ...shop.part([[intent.LineItems[0].Id, 4000]], back),
    ExternalData: external(back, { provider: "ADYEN" }),
  });
  const file = settlementFile(
    [
      [intent.reference, "SETTLED", 10000],
      [back, "REFUNDED", -4000, intent.reference],
    ],
    { provider: "ADYEN" },
  );
  const settlement = await shop.settle(file);
  assert.equal(settlement.Status, "PENDING_FUNDS_RECEPTION");
  assert.equal(settlement.ActualSettlementAmount, 6000);
  await arrive(6000, "ADYEN");
  assert.equal((await shop.settlement(settlement.SettlementId)).Status, "RECONCILED");
  const again = nextReference("rr");
  const reversed = await shop.api.PayIns.reversePayInIntentRefund(intent.Id, Refund.Id, {
    ExternalData: external(again, { provider: "ADYEN" }),
  });
  assert.equal(reversed.Status, "REFUND_REVERSED");
});

test("a transfer that is too small leaves a shortage, and the rest settles it", async () => {
  const anna = await shop.seller();
  const intent = await shop.intent([[anna, 5000]], { provider: "PAYPAL" });
  await shop.capture(intent.Id);
  const settlement = await shop.settle(settlementFile([[intent.reference, "SETTLED", 5000]], { provider: "PAYPAL" }));
  await arrive(3000, "PAYPAL");
  const short = await shop.settlement(settlement.SettlementId);
  assert.equal(short.Status, "INSUFFICIENT_FUNDS");
  assert.equal(short.FundsMissingAmount, 2000);
  await arrive(2000, "PAYPAL");
  assert.equal((await shop.settlement(settlement.SettlementId)).Status, "RECONCILED");
});

test("an unknown line leaves the settlement partly matched, and its validations say which", async () => {
  const anna = await shop.seller();
  const intent = await shop.intent([[anna, 700]], { provider: "KLARNA" });
  await shop.capture(intent.Id);
  const lines = [
    [intent.reference, "SETTLED", 700],
    ["nobody-declared-this", "SETTLED", 300],
  ];
  const settlement = await shop.settle(settlementFile(lines, { provider: "KLARNA" }));
  assert.equal(settlement.Status, "PARTIALLY_MATCHED");
  const { LinesErrors } = await shop.validations(settlement.SettlementId);
  assert.equal(LinesErrors.length, 1);
  assert.equal(LinesErrors[0].ExternalProviderReference, "nobody-declared-this");
  assert.equal(LinesErrors[0].Details[0].Code, "MATCH_REF_NOT_FOUND");
});

test("a Split whose transfer is rejected is executed again", async () => {
  const anna = await shop.seller();
  const intent = await shop.intent([[anna, 2000]], { provider: "CHECKOUT" });
  await shop.capture(intent.Id);
  const split = await shop.split(intent.Id, intent.LineItems[0].Id, 2000);
  await shop.settle(settlementFile([[intent.reference, "SETTLED", 2000]], { provider: "CHECKOUT" }));
  await arrive(2000, "CHECKOUT");
  await sandbox.control("POST", "faults", { Transfer: "REJECTED" });
  await shop.execute(intent.Id, split.Id);
  assert.equal((await shop.viewSplit(intent.Id, split.Id)).Status, "REJECTED");
  await shop.execute(intent.Id, split.Id);
  assert.equal((await shop.viewSplit(intent.Id, split.Id)).Status, "COMPLETED");
});
