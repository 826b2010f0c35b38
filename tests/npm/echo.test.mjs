import assert from "node:assert/strict";
import { test } from "node:test";
import { EchoscopeError, FreedError, load, WrongArgumentError } from "echoscope";

const { Echo, checkSettlement } = await load();

const external = (reference) => ({
  ExternalProcessingDate: 1767225600,
  ExternalProviderReference: reference,
  ExternalProviderName: "STRIPE",
});

const FILE = `\
ExternalProviderReference,ExternalPaymentMethod,ExternalTransactionType,ExternalTransactionStatus,ExternalProcessingDate,Amount,Currency,ExternalInitialReference,ExternalProviderFees
pay-1,VISA,PAYMENT,SETTLED,01-01-2026,1000,EUR,,0
,,,,,,,,
SettlementDate,01-01-2026,,,,,,,
ExternalProviderName,STRIPE,,,,,,,
TotalSettlementFeesAmount,0,,,,,,,
TotalNetSettlementAmount,1000,,,,,,,
SettlementCurrency,EUR,,,,,,,`;

function answered(outcome) {
  assert.ok(outcome.ok, JSON.stringify(outcome.refusal));
  return outcome.answer;
}

function seller(echo) {
  const { Id: user } = answered(echo.registerUser("user_1"));
  answered(echo.registerWallet(user, "EUR", "wlt_1"));
}

function request(amount = 1000, reference = "pay-1") {
  return {
    Amount: amount,
    Currency: "EUR",
    PlatformFeesAmount: 0,
    ExternalData: external(reference),
    LineItems: [{ Seller: { AuthorId: "user_1", FeesAmount: 0 }, Sku: "sku", Quantity: 1, UnitAmount: amount }],
  };
}

function captured(echo, amount, reference) {
  const intent = answered(echo.createIntent(request(amount, reference)));
  answered(echo.capture(intent.Id, { ExternalData: external(`${reference ?? "pay-1"}`) }));
  return intent.Id;
}

test("a payment goes all the way: declared, settled, paid", () => {
  const echo = new Echo();
  seller(echo);
  const intent = captured(echo);
  assert.equal(echo.intent(intent).Status, "CAPTURED");
  const settlement = answered(echo.createSettlement("january.csv"));
  answered(echo.upload(settlement.SettlementId, FILE));
  answered(echo.receiveFunds("STRIPE", "EUR", 1000));
  assert.equal(echo.settlement(settlement.SettlementId).Status, "RECONCILED");
  assert.deepEqual(echo.validations(settlement.SettlementId), { FooterErrors: [], LinesErrors: [] });
  const line = echo.intent(intent).LineItems[0].Id;
  const [split] = answered(echo.createSplits(intent, [{ LineItemId: line, SplitAmount: 1000 }]));
  answered(echo.executeSplit(intent, split.Id));
  assert.equal(echo.split(intent, split.Id).Id, split.Id);
  assert.equal(echo.wallets().find(({ Id }) => Id === "wlt_1").Balance, 1000);
  assert.equal(echo.pools().length, 1);
  assert.ok(echo.events().some(({ EventType }) => EventType === "SETTLEMENT_RECONCILED"));
  const reports = [echo.intentReport(), echo.actionReport(), echo.settlementReport(), echo.splitReport()];
  assert.deepEqual(reports.map((rows) => rows.length), [1, 1, 1, 1]);
});

test("a refusal is a value and changes nothing", () => {
  const echo = new Echo();
  seller(echo);
  const before = [echo.fingerprint(), echo.length];
  const { ok, refusal } = echo.createIntent({ ...request(), Amount: "12.60" });
  assert.equal(ok, false);
  assert.equal(refusal.code, "not-a-whole-number");
  assert.ok(refusal.message && refusal.source);
  assert.deepEqual([echo.fingerprint(), echo.length], before);
});

test("equal worlds have equal fingerprints; log, undo, fork and at go back and forth", () => {
  const echo = new Echo({ seed: 7, clientId: "acme" });
  seller(echo);
  const beginning = echo.fingerprint();
  const length = echo.length;
  captured(echo);
  const copy = Echo.from(structuredClone(echo.log()));
  assert.equal(copy.fingerprint(), echo.fingerprint());
  assert.equal(Echo.from(JSON.parse(JSON.stringify(echo.log()))).fingerprint(), echo.fingerprint());
  assert.equal(echo.at(length).fingerprint(), beginning);
  const fork = echo.fork();
  assert.ok(fork.undo() && fork.undo());
  assert.equal(fork.fingerprint(), beginning);
  assert.equal(echo.fingerprint(), copy.fingerprint());
  assert.notEqual(new Echo({ seed: 8, clientId: "acme" }).fingerprint(), new Echo({ seed: 7, clientId: "acme" }).fingerprint());
  assert.equal(new Echo().undo(), false);
});

test("amounts are exact: numbers up to 2^53 - 1, bigints beyond, in and out and in the log", () => {
  const echo = new Echo({ seed: 2n ** 63n });
  seller(echo);
  const beyond = 2n ** 53n;
  answered(echo.receiveFunds("STRIPE", "EUR", Number(beyond - 1n)));
  assert.equal(echo.pools()[0].UnallocatedAmount, Number(beyond - 1n));
  const { events } = echo.receiveFunds("STRIPE", "EUR", beyond);
  assert.equal(events.find(({ event }) => event === "paid").amount, beyond);
  assert.equal(echo.pools()[0].UnallocatedAmount, 2n * beyond - 1n);
  const log = echo.log();
  assert.equal(log.config.seed, 2n ** 63n);
  assert.equal(log.entries.at(-1).amount, beyond);
  assert.equal(Echo.from(log).fingerprint(), echo.fingerprint());
});

test("the classes have their names, whatever a minifier made of them", () => {
  assert.deepEqual([Echo.name, new Echo().constructor.name, checkSettlement("").constructor.name], ["Echo", "Echo", "Report"]);
});

test("misuse names the argument, and the world stays usable", () => {
  const echo = new Echo();
  const detached = new Uint8Array(8);
  structuredClone(detached.buffer, { transfer: [detached.buffer] });
  const misuses = [
    ["options", () => new Echo({ seed: "seven" })],
    ["options", () => new Echo(5)],
    ["options", () => new Echo({ sed: 1 })],
    ["log", () => Echo.from({})],
    ["log", () => Echo.from({ schema: 99, config: {}, entries: [] })],
    ["request", () => echo.createIntent()],
    ["request", () => echo.createIntent({ LineItems: 5 })],
    ["intent", () => echo.capture()],
    ["splits", () => echo.createSplits("int_1", 5)],
    ["to", () => echo.advanceClock("tomorrow")],
    ["fault", () => echo.injectTransferFault("LOST")],
    ["id", () => echo.intent()],
    ["length", () => echo.at(-1)],
    ["file", () => echo.upload("int_stlmnt_1", detached)],
    ["file", () => echo.upload("int_stlmnt_1", new Blob([]))],
  ];
  for (const [argument, misuse] of misuses) {
    assert.throws(
      misuse,
      (error) =>
        error instanceof WrongArgumentError &&
        error instanceof EchoscopeError &&
        error.code === "wrong-argument" &&
        error.argument === argument &&
        /[^.]\.$/.test(error.message),
      `${argument}: ${misuse}`,
    );
  }
  assert.throws(() => echo.at(-1), /from 0 on, but got -1\.$/);
  assert.equal(echo.length, 0);
  seller(echo);
  assert.equal(echo.length, 2);
});

test("a freed world says so, and leaves the others alone", () => {
  const echo = new Echo();
  const fork = echo.fork();
  echo.free();
  echo.free();
  assert.throws(() => echo.fingerprint(), FreedError);
  assert.equal(fork.length, 0);
  if (Symbol.dispose) {
    fork[Symbol.dispose]();
    assert.throws(() => fork.length, (error) => error.code === "freed");
  }
});

test("unknown ids give undefined", () => {
  const echo = new Echo();
  assert.equal(echo.intent("int_nowhere"), undefined);
  assert.equal(echo.split("int_nowhere", "x"), undefined);
  assert.equal(echo.settlement(""), undefined);
  assert.equal(echo.validations(""), undefined);
});
