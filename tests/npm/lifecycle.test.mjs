// What may be done now, drawings of the lifecycles, and scenarios.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { load, WrongArgumentError } from "echoscope";

const { diagram, Echo, machines, runScenario } = await load();

function shop() {
  const echo = new Echo();
  echo.registerUser("anna");
  echo.registerWallet("anna", "EUR");
  const external = { ExternalProcessingDate: 1767225600, ExternalProviderReference: "pay-1", ExternalProviderName: "STRIPE" };
  const { answer } = echo.createIntent({
    Amount: 1000,
    Currency: "EUR",
    PlatformFeesAmount: 0,
    ExternalData: external,
    LineItems: [{ Seller: { AuthorId: "anna", FeesAmount: 0 }, Sku: "x", Quantity: 1, UnitAmount: 1000 }],
  });
  return { echo, intent: answer.Id, body: { ExternalData: external } };
}

test("can tries an action without doing it, and says why not", () => {
  const { echo, intent, body } = shop();
  const before = [echo.fingerprint(), echo.length];
  assert.deepEqual(echo.can("capture", intent, body), { ok: true });
  const refund = echo.can("refund", intent, body);
  assert.equal(refund.ok, false);
  assert.equal(refund.refusal.code, "wrong-intent-status");
  assert.deepEqual(refund.refusal.way.map(({ trigger }) => trigger), ["capture_all", "refund_all"]);
  assert.deepEqual([echo.fingerprint(), echo.length], before);
  for (const name of ["undo", "fork", "free", "nonsense", "constructor", 5, undefined]) {
    assert.throws(() => echo.can(name), (error) => error instanceof WrongArgumentError && error.argument === "action", String(name));
  }
});

test("actions lists what is possible now, and for the rest why not", () => {
  const { echo, intent, body } = shop();
  const possible = () => echo.actions(intent).filter(({ ok }) => ok).map(({ action }) => action);
  assert.deepEqual(possible(), ["capture", "cancel"]);
  echo.capture(intent, body);
  assert.deepEqual(possible(), ["refund", "dispute", "createSplits"]);
  const { answer } = echo.createSettlement("january.csv");
  const all = echo.actions();
  assert.ok(all.some(({ object, action, ok }) => object === answer.SettlementId && action === "cancelSettlement" && ok));
  for (const { action, given, ok } of all) assert.equal(echo.fork()[action](...given).ok, ok, action);
  assert.throws(() => echo.actions("int_nowhere"), WrongArgumentError);
});

test("every lifecycle can be drawn, and every edge is in the drawing", () => {
  for (const { name, states, edges } of machines()) {
    const [mermaid, dot, svg] = ["mermaid", "dot", "svg"].map((format) => diagram(name, format));
    for (const { value } of states) assert.ok([mermaid, dot, svg].every((text) => text.includes(value)), `${name} ${value}`);
    assert.equal(mermaid.match(/-->/g).length, edges.length);
    assert.equal(dot.match(/ -> /g).length, edges.length);
    for (const { trigger } of edges) assert.ok(svg.includes(`>${trigger}<`), trigger);
    assert.doesNotMatch(svg, /NaN|undefined/);
  }
  assert.throws(() => diagram("nonsense"), (error) => error.argument === "machine");
  assert.throws(() => diagram("intent", "gif"), (error) => error.argument === "format");
});

test("r189 every scenario that comes with the package plays as it says, and ends where it ends natively", () => {
  const folder = new URL("../../web/npm/dist/scenarios/", import.meta.url);
  const names = readdirSync(folder);
  const ends = JSON.parse(readFileSync(new URL("../replay/scenarios.json", import.meta.url), "utf8"));
  assert.deepEqual(names.sort(), Object.keys(ends).sort());
  assert.ok(names.length >= 50);
  for (const name of names) {
    const run = runScenario(readFileSync(new URL(name, folder), "utf8"));
    assert.equal(run.mistake, undefined, name);
    assert.deepEqual(run.steps.filter(({ failure }) => failure), [], name);
    assert.match(run.fingerprint, /^[0-9a-f]{32}$/);
    assert.equal(run.fingerprint, ends[name], name);
  }
});

test("a mistake in a scenario is told with its place, and a failed expectation with both sides", () => {
  const { mistake } = runScenario("# Title\n\nShows.\n\n```echo\nuzer anna\n```\n");
  assert.equal(mistake.line, 6);
  assert.match(mistake.message, /Did you mean `user`/);
  assert.throws(() => runScenario(5), WrongArgumentError);
});
