// Simulate in Firefox: a story played, walked with the keys, scrubbed, asked for what is refused, shared, kept.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openStage, until } from "./stage.mjs";

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage?.close());

test("a story plays by itself to its end, and the money is where it belongs", async () => {
  const { seen, press, leave } = await stage.visit({ path: "#/simulate/overview" });
  await seen("#story-title", "From authorization");
  await press(".speeds label", "16×");
  await press(".bar button", "Play");
  await seen('.cast [data-object="s1"][data-status="COMPLETED"]');
  await seen('[data-account="anna.EUR"]', "90.00 EUR");
  await seen('.overview [data-mark="7B"].lit');
  await seen(".bar button", "Play");
  await leave();
});

test("the story is walked with the keyboard alone and scrubbed on its scale; each step is told", async () => {
  const { tab, seen, keys, leave } = await stage.visit({ path: "#/simulate/overview/3" });
  await seen(".bar-count", "3 / 11");
  await tab.focus("main");
  await keys("ArrowRight");
  const told = (words) => until(words, () => tab.evaluate((words) => document.querySelector(".scene [role=status]").textContent.includes(words), words));
  await told("intent order-1 begins as AUTHORIZED");
  await keys("ArrowRight");
  await told("intent order-1 goes from AUTHORIZED to CAPTURED");
  await keys("ArrowLeft");
  await seen("#scene-title", "order-1: AUTHORIZED");
  await tab.focus(".bar input[type=range]");
  await keys("End");
  await seen('.cast [data-object="f1"][data-status="RECONCILED"]');
  await keys("Home");
  await seen(".bar-count", "0 / 11");
  await leave();
});

test("what is not allowed explains itself, and its first step leads on", async () => {
  const { seen, press, gone, leave } = await stage.visit({ path: "#/simulate/overview/4" });
  await press(".asks-refused summary");
  await press('.asking .refused[data-trigger="refund all that was captured"]');
  await seen(".refusal", "wrong-intent-status");
  await press(".refusal button", "Do this first");
  await seen("#scene-title", "order-1: CAPTURED");
  await gone(".refusal");
  await leave();
});

test("a story goes into a link and comes out of it, and is kept for the next visit", async () => {
  const { tab, seen, press, read, leave } = await stage.visit({ path: "#/simulate/overview/4" });
  await press('.asking [data-trigger="cancel all that is left"]');
  await seen("#scene-title", "order-1: CANCELLED");
  await press(".keep button", "Copy a link");
  const link = await read(".keep-link");
  assert.match(link, /#\/simulate\/link\//);
  await tab.goto("about:blank");
  await tab.goto(link);
  await seen("#story-title", "A shared story");
  await press(".bar button", "To the end");
  await seen('.cast [data-object="order-1"][data-status="CANCELLED"]');
  await tab.goto("about:blank");
  await tab.goto(`${stage.address}#/simulate`);
  await seen('.cast [data-object="order-1"][data-status="CANCELLED"]');
  await leave();
});

test("a picture of the stage is saved, as SVG and as PNG", async () => {
  const { seen, press, saved, leave } = await stage.visit({ path: "#/simulate/overview/9" });
  await seen('.cast [data-object="f1"]');
  for (const [kind, mark] of [["SVG", "svg"], ["PNG", "PNG"]]) {
    const { bytes } = await saved(() => press(".keep button", `Picture, ${kind}`));
    assert.ok(bytes.length > 2000 && bytes.subarray(0, 8).includes(mark), kind);
  }
  await leave();
});
