// Learn in Firefox: the lessons one after the other, a page found by its Mangopay code, the lifecycles.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openStage, until } from "./stage.mjs";

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage?.close());

test("the lessons lead from one to the next, each with lit lifecycles", async () => {
  const { seen, press, read, count, leave } = await stage.visit({ path: "#/learn" });
  const titles = [];
  for (;;) {
    titles.push(await read("main h1"));
    await seen(".lesson-stage [data-state][data-reached]");
    if ((await count(".onward a")) === 0) break;
    await press(".onward a");
    await until("the next lesson", async () => (await read("main h1")) !== titles.at(-1));
  }
  assert.equal(titles.length, 6);
  await leave();
});

test("a page is found by its Mangopay code with the keyboard alone", async () => {
  const { tab, seen, keys, leave } = await stage.visit({ path: "#/learn" });
  await seen(".seek input");
  await tab.focus(".seek input");
  await tab.keyboard.type("format_date_invalid");
  await seen('.contents a[href^="#/learn/rule/"]');
  await keys("Tab", "Tab", "Enter");
  await seen(".facts-list", "FORMAT_DATE_INVALID");
  await leave();
});

test("every lifecycle is drawn", async () => {
  const { seen, count, leave } = await stage.visit({ path: "#/machines" });
  await seen(".stage[data-machine] svg");
  assert.equal(await count(".stage[data-machine]"), 7);
  await leave();
});
