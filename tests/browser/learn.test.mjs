import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openStage, screenshots } from "./stage.mjs";

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage?.close());

const title = (tab) => tab.locator("main h1");

test("the lessons lead from one to the next, each with lit lifecycles", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/learn" });
  const titles = [];
  for (;;) {
    titles.push(await title(tab).innerText());
    const lit = tab.locator(".lesson-stage [data-state][data-reached]");
    assert.ok((await lit.count()) > 0, `${titles.at(-1)} lights no state`);
    const next = tab.locator(".onward a");
    if ((await next.count()) === 0) break;
    await next.click();
    await tab.waitForFunction((before) => document.querySelector("main h1").innerText !== before, titles.at(-1));
  }
  assert.equal(titles.length, 6);
  await leave();
});

test("a page is found by its Mangopay code and opened with the keyboard alone", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/learn" });
  await tab.locator(".seek input").focus();
  await tab.keyboard.type("format_date_invalid");
  await tab.locator('.contents a[href^="#/learn/rule/"]').first().waitFor();
  await tab.keyboard.press("Tab");
  await tab.keyboard.press("Tab");
  await tab.keyboard.press("Enter");
  await tab.locator("main h1 code").waitFor();
  assert.match(await tab.locator(".facts-list").innerText(), /FORMAT_DATE_INVALID/);
  assert.equal(await tab.evaluate(() => document.activeElement.id), "main");
  await leave();
});

test("a reading leads to the readings that it names, and the tab is called like the page", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/learn/reading/B1" });
  await tab.locator('.prose a[href="#/learn/reading/A3"]').first().click();
  await tab.waitForFunction(() => document.title.startsWith("Intent status after reversing a partial refund"));
  await leave();
});

test("an address that leads nowhere says so", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/learn/rule/nothing" });
  assert.equal(await title(tab).innerText(), "There is nothing at this address");
  await leave();
});

test("pictures of the lessons and the pages", async () => {
  const pages = { lesson: "#/learn", file: "#/learn/settlement-file", rule: "#/learn/rule/utf-16", reading: "#/learn/reading/B1" };
  for (const [name, hash] of Object.entries(pages)) {
    for (const theme of ["light", "dark"]) {
      for (const width of [1440, 390]) {
        const { tab, leave } = await stage.visit({ hash, theme, width });
        await title(tab).waitFor();
        await tab.screenshot({ path: join(screenshots, `learn-${name}-${theme}-${width}.png`), fullPage: true });
        const over = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(over <= 0, `${hash} is ${over} pixels too wide at ${width}`);
        await leave();
      }
    }
  }
});
