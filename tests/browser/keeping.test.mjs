// What the place to play keeps between visits: work goes on where it was left, and a browser that keeps nothing is no fault.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openStage } from "./stage.mjs";

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage?.close());

const press = (tab, name) => tab.getByRole("button", { name, exact: true }).click();
const shelf = (tab) => tab.locator(".shelf li .button:first-child");
const trouble = (tab) => tab.locator(".keep-trouble");
const story = (title, about) => `# ${title}\n\nKept.\n\n\`\`\`echo\nuser anna wallet EUR\nintent ${about} 100 EUR STRIPE\n  line shoes anna 100\n\`\`\`\n`;

/** A page that is left while it loads breaks its own requests off. */
const settled = (tab) => tab.waitForLoadState("networkidle");

/** A story of one's own, begun. */
async function begun(tab) {
  await settled(tab);
  await press(tab, "Start empty");
  await press(tab, "Do it");
  await tab.getByText(/order-1: AUTHORIZED/i).waitFor();
}

test("a page that is loaded again goes on: the story, the place in it, and its other ways", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/simulate" });
  await begun(tab);
  await tab.locator('.asking [data-trigger="capture all that is left"]:not(.refused)').click();
  await tab.getByText(/order-1: CAPTURED/i).waitFor();
  await press(tab, "Keep this way");
  await press(tab, "One step back");
  await tab.getByText(/order-1: AUTHORIZED/i).waitFor();
  const count = await tab.locator(".bar-count").innerText();
  // The step is kept when it has been told.
  await tab.locator('.asking [data-trigger="capture all that is left"]:not(.refused)').waitFor();
  await tab.reload();
  await tab.getByText(/order-1: AUTHORIZED/i).waitFor();
  assert.equal(await tab.locator(".bar-count").innerText(), count);
  assert.equal(await tab.locator(".way-kept").count(), 1);
  await press(tab, "One step on");
  await tab.getByText(/order-1: CAPTURED/i).waitFor();
  await leave();
});

test("a step is kept though the page is left at once", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/simulate" });
  await begun(tab);
  await tab.evaluate(() => {
    document.querySelector('.asking [data-trigger="cancel all that is left"]:not(.refused)').click();
  });
  await tab.reload();
  await tab.getByText(/order-1: CANCELLED/i).waitFor();
  await leave();
});

test("a story of the page is gone on with where it was left, and an address that asks for another is followed", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/simulate/shortage/7" });
  await tab.locator(".bar-count").getByText(/^7 /).waitFor();
  await press(tab, "One step on");
  await tab.locator(".bar-count").getByText(/^8 /).waitFor();
  await tab.locator(".overview [aria-current]").first().waitFor();
  await settled(tab);
  await tab.reload();
  await tab.locator(".bar-count").getByText(/^8 /).waitFor();
  await settled(tab);
  await tab.goto("about:blank");
  await tab.goto(`${stage.address}#/simulate/overview/4`);
  await tab.locator(".bar-count").getByText("4 / 11").waitFor();
  await leave();
});

test("what an earlier version of the page kept is taken over, once", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/check" });
  const stories = [story("Newer", "new-1"), story("Older", "old-1")].map((text) => ({ title: text.split("\n")[0].slice(2), text }));
  await tab.evaluate((stories) => localStorage.setItem("echoscope-stories", JSON.stringify({ version: 1, stories })), stories);
  await settled(tab);
  await tab.goto("about:blank");
  await tab.goto(`${stage.address}#/simulate`);
  await tab.getByText(/new-1: AUTHORIZED/i).waitFor();
  await shelf(tab).nth(1).waitFor();
  assert.deepEqual(await shelf(tab).allInnerTexts(), ["Newer", "Older"]);
  assert.equal(await tab.evaluate(() => localStorage.getItem("echoscope-stories")), null);
  await press(tab, "Forget Older");
  await shelf(tab).nth(1).waitFor({ state: "detached" });
  await settled(tab);
  await tab.reload();
  await shelf(tab).first().waitFor();
  assert.deepEqual(await shelf(tab).allInnerTexts(), ["Newer"]);
  await leave();
});

test("twelve stories are kept, and the oldest makes room", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/simulate" });
  const open = tab.locator(".file-button input");
  for (let number = 1; number <= 13; number += 1) {
    await open.setInputFiles({ name: "mine.md", mimeType: "text/markdown", buffer: Buffer.from(story(`Story ${number}`, "o")) });
    await shelf(tab).first().getByText(`Story ${number}`, { exact: true }).waitFor();
  }
  const titles = await shelf(tab).allInnerTexts();
  assert.deepEqual([titles.length, titles[0], titles.at(-1)], [12, "Story 13", "Story 2"]);
  await leave();
});

test("a browser that keeps nothing is told of in a sentence, and the story is played all the same", async () => {
  const { tab, leave } = await stage.visit({ blank: true });
  // What a private window of some browsers does.
  await tab.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("closed", "SecurityError");
    };
  });
  await tab.goto(`${stage.address}#/simulate`);
  await begun(tab);
  await trouble(tab).getByText(/keeps nothing for this page/).waitFor();
  await leave();
});

test("a full storage is told of in a sentence, and the story is played all the same", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/simulate" });
  await begun(tab);
  await shelf(tab).first().waitFor();
  // Ten gigabytes cannot be filled here: a store says what a full one says.
  await tab.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await tab.locator('.asking [data-trigger="cancel all that is left"]:not(.refused)').click();
  await tab.getByText(/order-1: CANCELLED/i).waitFor();
  await trouble(tab).getByText(/storage of this browser is full/).waitFor();
  await tab.locator(".shelf").getByRole("button", { name: "My own story", exact: true }).waitFor();
  await leave();
});
