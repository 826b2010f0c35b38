// The playground in other people's pages in Firefox: the element and the frame of the demonstration.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openStage, until } from "./stage.mjs";

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage?.close());

test("the element steps through its story in an article, and the engine answers what else can be asked", async () => {
  const { seen, press, leave } = await stage.visit({ path: "embed/demo.html" });
  await seen("#shortage >>> .stands");
  await press("#shortage >>> button", "To the end");
  await seen("#shortage >>> .stands", "COMPLETED");
  await press("#shortage >>> button", "One step back");
  await press("#shortage >>> button, #shortage >>> summary", "Ask for something else here");
  await leave();
});

test("the frame of the article is as high as its story and plays", async () => {
  const { tab, seen, leave } = await stage.visit({ path: "embed/demo.html" });
  const frame = await seen("iframe");
  await frame.scrollIntoView();
  const inside = await frame.contentFrame();
  await until("the element in the frame", () => inside.evaluate(() => !!document.querySelector("echo-playground")?.shadowRoot?.querySelector(".stands")?.textContent));
  await until("the height of the frame", async () => {
    const wanted = await inside.evaluate(() => document.documentElement.scrollHeight);
    const given = await frame.evaluate((frame) => frame.clientHeight);
    return Math.abs(wanted - given) <= 1;
  });
  await leave();
});
