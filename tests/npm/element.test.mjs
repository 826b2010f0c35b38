// What <echo-playground> is made of, without a browser: the stories on its shelf, what a scenario is played into, and that
// importing it needs no document. What it looks like and does is in tests/browser/embed.test.mjs.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { load } from "../../web/npm/dist/index.js";

const scenarios = new URL("../scenarios/", import.meta.url);
const files = readdirSync(scenarios).filter((name) => name.endsWith(".md"));
const text = (file) => readFileSync(new URL(file, scenarios), "utf8");
const overview = text("01-overview.md");
const { playScenario, continueScenario, scenarioOffers, machines } = await load();

test("it can be imported where there is no document", async () => {
  const { EchoPlayground } = await import("../../web/npm/dist/element.js");
  const defined = await import("../../web/npm/dist/define.js");
  assert.equal(defined.EchoPlayground, EchoPlayground);
  assert.ok(EchoPlayground.observedAttributes.includes("scenario"));
  assert.equal(typeof EchoPlayground.engine, "function");
});

test("its guide names every attribute, event, part and trouble, and no other", async () => {
  const guide = readFileSync(new URL("../../docs/embed.md", import.meta.url), "utf8");
  const folder = new URL("../../web/npm/src/element/", import.meta.url);
  const source = readdirSync(folder).filter((name) => name.endsWith(".js")).map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");
  const all = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, found]) => found))].sort();
  const section = (title) => guide.split(/^#+ /m).find((text) => text.startsWith(title));
  const { EchoPlayground } = await import("../../web/npm/dist/element.js");
  assert.deepEqual(all(section("Attributes"), /^\| `(\w+)`/gm), [...EchoPlayground.observedAttributes].sort());
  assert.deepEqual(all(section("Events"), /^\| `echo-(\w+)`/gm), all(source, /#tell\("(\w+)"/g));
  assert.deepEqual(all(section("Colours and parts").split("Parts:")[1].split("Keep the")[0], /`(\w+)`/g), all(source, /\bpart: "(\w+)"/g));
  assert.deepEqual(all(section("Events").match(/`no-scenario`.*/)[0], /`([\w-]+)`/g), all(source, /new Trouble\(\s*"([\w-]+)"/g));
});

test("every story on the shelf is what the engine makes of its scenario, and happens as the scenario says", async () => {
  for (const file of files) {
    const name = file.replace(/^\d+-|\.md$/g, "");
    const { default: kept } = await import(`../../web/npm/dist/stories/${name}.js`);
    assert.deepEqual(kept, playScenario(text(file)), file);
    assert.ok(kept.steps.every((step) => step.failure === undefined && step.checks.every(({ failure }) => failure === undefined)), file);
  }
});

test("every move is an edge of a lifecycle, of an object that is in the list", () => {
  const edges = new Set(machines().flatMap(({ name, edges }) => edges.map(({ from, to }) => `${name} ${from} ${to}`)));
  for (const file of files) {
    const { steps, objects } = playScenario(text(file));
    for (const { object, machine, from, to } of steps.flatMap(({ moves }) => moves)) {
      assert.ok(edges.has(`${machine} ${from} ${to}`), `${file}: ${machine} ${from} → ${to}`);
      assert.ok(objects.some((known) => known.name === object && known.machine === machine), `${file}: ${object}`);
    }
  }
});

test("a step tells what it moved, paid and left, in the words of the scenario", () => {
  const { title, sections, steps, objects } = playScenario(overview);
  assert.equal(title, "From authorization to the seller's wallet");
  assert.match(sections[0], /Stripe holds 120\.00 EUR/);
  assert.deepEqual(objects.map(({ name, machine, intent }) => [name, machine, intent]), [
    ["order-1", "intent", "order-1"],
    ["c1", "capture", "order-1"],
    ["s1", "split", "order-1"],
    ["r1", "refund", "order-1"],
    ["f1", "settlement", undefined],
  ]);
  const last = steps.at(-1);
  assert.deepEqual(last.places, ["7A", "7B"]);
  assert.deepEqual(last.moves.map(({ object, to }) => [object, to]), [["s1", "PENDING"], ["s1", "COMPLETED"]]);
  assert.equal(last.money.wallets.find(({ id }) => id === "anna.EUR").balance.text, "90.00 EUR");
  assert.deepEqual(last.money.held, [{ minor: 10000, text: "100.00 EUR" }]);
  assert.ok(last.payments.some(({ to, amount }) => to === "anna.EUR" && amount === 9000));
});

test("a refused step is told with its refusal; an expectation that does not hold, with what was found", () => {
  const { steps } = playScenario(text("17-shortage.md"));
  const refused = steps.find(({ refusal }) => refusal !== undefined);
  assert.equal(refused.refusal.code, "wrong-split-status");
  assert.deepEqual([refused.refused, refused.failure], [true, undefined]);
  const wrong = playScenario("# T\n\nS.\n\n```echo\nuser anna wallet EUR\nexpect wallet anna.EUR 5\nexecute s\n```\n");
  assert.match(wrong.mistake.message, /`s`/);
  const failed = playScenario("# T\n\nS.\n\n```echo\nuser anna wallet EUR\nexpect wallet anna.EUR 5\n```\n");
  assert.match(failed.steps[0].checks[0].failure, /expected .*5/);
});

test("what can be asked is granted or refused as it is when it is asked", () => {
  const offers = scenarioOffers(overview, 4);
  assert.ok(offers.some(({ trigger, refusal }) => trigger === "capture_all" && refusal === undefined));
  for (const { text, refusal, trouble, moves } of offers) {
    const { steps } = continueScenario(overview, 4, text);
    assert.equal(steps.length, 5, text);
    assert.equal(steps[4].refusal?.code, refusal?.code, text);
    const granted = refusal === undefined && trouble === undefined;
    assert.deepEqual(steps[4].moves.map(({ machine, to }) => [machine, to]), granted ? moves.map(({ machine, to }) => [machine, to]) : [], text);
  }
});

test("a story goes on from any of its steps, and what is not understood is a mistake", () => {
  const { steps, text: whole } = continueScenario(overview, 4, "cancel order-1");
  assert.deepEqual(steps[4].moves.at(-1), { object: "order-1", machine: "intent", from: "AUTHORIZED", to: "CANCELLED", trigger: "cancel_all" });
  assert.equal(playScenario(whole).steps.length, 5);
  assert.match(continueScenario(overview, 4, "cancle order-1").mistake.message, /cancel/);
  assert.equal(continueScenario(overview, 99, "clock +1d").steps.length, 12);
});

test("misuse is told with the name of the argument", () => {
  for (const [call, argument] of [
    [() => playScenario(7), "text"],
    [() => continueScenario(overview, -1, "clock +1d"), "position"],
    [() => continueScenario(overview, 1), "step"],
    [() => scenarioOffers(overview, 1.5), "position"],
  ]) {
    assert.throws(call, (error) => error.code === "wrong-argument" && error.argument === argument);
  }
});
