// Check, as a finance colleague uses it: find out what is wrong with a file, mend it, save it, check it again.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { drop, openStage, screenshots } from "./stage.mjs";

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage?.close());

const verdict = (tab) => tab.locator("[data-verdict]").first();
const current = (tab) => tab.locator('[role="gridcell"][aria-selected="true"]');
const spot = async (tab) => Number(await current(tab).getAttribute("data-line"));

async function broken(options) {
  const visit = await stage.visit(options);
  await visit.tab.locator("#sample-broken").click();
  await verdict(visit.tab).waitFor();
  await visit.tab.locator('#grid [data-line="2"]').first().waitFor();
  return visit;
}

async function saved(tab, press) {
  const [download] = await Promise.all([tab.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

async function changed(tab, act) {
  const before = await tab.locator(".check-results").innerText();
  await act();
  await tab.waitForFunction(
    (before) =>
      !document.querySelector("[data-progress]") && document.querySelector(".check-results").innerText !== before,
    before,
  );
}

test("a finding leads to its cell, a fix mends it, undo brings it back", async () => {
  const { tab, leave } = await broken();
  const finding = tab.locator('[data-finding][data-line="10"]').first();
  await finding.locator(".to-cell").click();
  await current(tab).waitFor();
  assert.equal(await spot(tab), 10);
  assert.equal(await current(tab).getAttribute("data-mark"), "error");
  assert.equal(await tab.locator("#cell-input").inputValue(), "19/06/2025");
  await changed(tab, () => finding.locator('[data-fix="safe"]').click());
  assert.equal(await tab.locator('[data-finding][data-line="10"]').count(), 0);
  assert.match(await current(tab).innerText(), /19-06-2025/);
  await changed(tab, () => tab.locator("#undo").click());
  assert.match(await current(tab).innerText(), /19\/06\/2025/);
  await changed(tab, () => tab.locator("#redo").click());
  assert.match(await current(tab).innerText(), /19-06-2025/);
  await leave();
});

test("all safe fixes, the doubtful ones by choice, a cell by hand: the saved file passes", async () => {
  const { tab, leave } = await broken();
  await changed(tab, () => tab.locator("#fix-all-safe").click());
  assert.equal(await tab.locator("#fix-all-safe").isHidden(), true);
  for (let round = 0; round < 4 && (await tab.locator("#review-doubtful").isVisible()); round += 1) {
    await tab.locator("#review-doubtful").click();
    await tab.locator("[data-review]").first().waitFor();
    for (const choice of await tab.locator("[data-review]").all()) await choice.check();
    await changed(tab, () => tab.locator("#apply-chosen").click());
  }
  // What no fix can know is written by hand.
  for (let round = 0; round < 12 && (await tab.locator('[data-finding][data-severity="error"]').count()) > 0; round += 1) {
    const finding = tab.locator('[data-finding][data-severity="error"]').first();
    const code = await finding.getAttribute("data-code");
    await finding.evaluate((item) => (item.closest("details").open = true));
    await finding.locator(".to-cell").click();
    await tab.locator("#cell-input").waitFor();
    const value = BY_HAND[code];
    assert.ok(value, `no hand knows how to mend ${code}: ${await finding.innerText()}`);
    await tab.locator("#cell-input").fill(value);
    await changed(tab, () => tab.locator("#write-cell").click());
  }
  assert.equal(await verdict(tab).getAttribute("data-verdict"), "CREATED");
  const { name, bytes } = await saved(tab, () => tab.locator("#save-corrected").click());
  assert.equal(name, "settlement-with-mistakes-corrected.csv");
  await leave();

  const again = await stage.visit();
  await drop(again.tab, "#drop-zone", { name, bytes });
  await verdict(again.tab).waitFor();
  assert.equal(await verdict(again.tab).getAttribute("data-verdict"), "CREATED");
  assert.equal(await again.tab.locator('[data-finding][data-severity="error"]').count(), 0);
  await again.leave();
});

/** What a person writes where no fix can know what was meant. */
const BY_HAND = {
  "provider-unknown": "STRIPE",
  "status-unknown": "SETTLED",
  "line-duplicate": "dis-2",
  "initial-reference-missing": "pay-1",
};

test("every form of the report is saved under the name of the file", async () => {
  const { tab, leave } = await broken();
  const looks = {
    "report.json": (text) => assert.equal(JSON.parse(text).verdict, "FAILED"),
    "report.csv": (text) => assert.match(text.split("\n")[0], /^File,Line,Column/),
    "sarif.json": (text) => assert.equal(JSON.parse(text).version, "2.1.0"),
    "report.md": (text) => assert.match(text, /independent of Mangopay/),
  };
  await tab.locator(".menu summary").click();
  for (const [form, look] of Object.entries(looks)) {
    const { name, bytes } = await saved(tab, () => tab.locator(`[data-report="${form}"]`).click());
    assert.equal(name, `settlement-with-mistakes-${form}`);
    look(bytes.toString());
  }
  await leave();
});

test("findings are filtered by severity and by rule, and stepped through in that choice", async () => {
  const { tab, leave } = await broken();
  const shown = tab.locator("[data-rule]:visible");
  const all = await shown.count();
  await tab.locator('[data-severity-filter="warning"]').click();
  assert.ok((await shown.count()) < all && (await shown.count()) > 0);
  const [previous, next] = await Promise.all(["#previous-finding", "#next-finding"].map((button) => tab.locator(button).boundingBox()));
  assert.equal(previous.y, next.y, "the two buttons stand side by side");
  await tab.locator("#next-finding").click();
  await current(tab).waitFor();
  assert.equal(await current(tab).getAttribute("data-mark"), "warning");
  await tab.locator('[data-severity-filter="all"]').click();
  const rule = await tab.locator("[data-rule]").first().getAttribute("data-rule");
  await tab.locator("#rule-filter").selectOption(rule);
  assert.equal(await shown.count(), 1);
  await leave();
});

test("by keyboard alone: sample, findings, edit, undo, palette, shortcuts", async () => {
  const { tab, leave } = await stage.visit();
  const press = (...keys) => keys.reduce((done, key) => done.then(() => tab.keyboard.press(key)), Promise.resolve());
  await tab.locator("#drop-zone").waitFor();
  await press("Control+k");
  await tab.keyboard.type("sample mistakes");
  await press("Enter");
  await verdict(tab).waitFor();
  await tab.locator('#grid [data-line="2"]').first().waitFor();
  for (let tabs = 0; tabs < 80; tabs += 1) {
    await press("Tab");
    if (await tab.evaluate(() => document.activeElement.id === "grid")) break;
  }
  assert.equal(await tab.evaluate(() => document.activeElement.id), "grid");
  await press("n");
  await current(tab).waitFor();
  const first = await spot(tab);
  await press("n");
  await tab.waitForFunction(
    (first) => document.querySelector('[aria-selected="true"][role="gridcell"]')?.dataset.line !== String(first),
    first,
  );
  await press("p");
  await tab.waitForFunction(
    (first) => document.querySelector('[aria-selected="true"][role="gridcell"]')?.dataset.line === String(first),
    first,
  );
  await press("Control+Home", "ArrowDown", "Enter");
  assert.equal(await tab.evaluate(() => document.activeElement.id), "cell-input");
  await press("Control+a");
  await tab.keyboard.type("by hand, with a comma");
  await changed(tab, () => press("Enter"));
  await tab.locator("#cell-2-0", { hasText: "by hand, with a comma" }).waitFor();
  assert.equal(await tab.evaluate(() => document.activeElement.id), "grid");
  await changed(tab, () => press("Control+z"));
  await tab.locator("#cell-2-0", { hasText: "pay-1" }).waitFor();
  await press("?");
  await tab.locator("dialog[open] .key-list").waitFor();
  await press("Escape");
  await tab.locator("dialog[open]").waitFor({ state: "detached" }).catch(() => {});
  assert.equal(await tab.locator("dialog[open]").count(), 0);
  await leave();
});

test("amounts are shown as the country writes them and copied exactly", async () => {
  const { tab, leave } = await stage.visit({ locale: "de-DE" });
  await tab.locator("#sample-good").click();
  await tab.locator('[data-verdict="CREATED"]').waitFor();
  const net = tab.locator(".sum tfoot [data-exact]").first();
  assert.match(await net.innerText(), /495,00/);
  const copied = await net.evaluate((element) => {
    getSelection().selectAllChildren(element.closest("tr"));
    const clipboardData = new DataTransfer();
    document.dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
    return clipboardData.getData("text/plain");
  });
  assert.match(copied, /495\.00/);
  await leave();
});

test("after the first visit the page works without a network", async () => {
  const { tab, leave } = await stage.visit();
  await tab.evaluate(() => navigator.serviceWorker.ready);
  // A page that is left while it loads breaks its own requests off: that of its worker comes last.
  await tab.waitForLoadState("networkidle");
  await tab.reload();
  await tab.locator("#sample-good").waitFor();
  await tab.waitForLoadState("networkidle");
  await tab.context().setOffline(true);
  await tab.reload();
  await tab.locator("#sample-good").click();
  await tab.locator('[data-verdict="CREATED"]').waitFor();
  // A browser asks for the icon of a page past the service worker.
  await leave(/failed request: .*\/icon-[0-9a-f]+\.svg$/);
});

test("after a visit to the page its frame for other pages works without a network too; the engine once it was used", async () => {
  const { tab, leave } = await stage.visit();
  await tab.evaluate(() => navigator.serviceWorker.ready);
  await tab.waitForLoadState("networkidle");
  const story = (name) => `${stage.address}embed/#scenario=${name}`;
  const stands = tab.locator("echo-playground .stands");
  await tab.goto(story("overview"));
  await stands.getByText("AUTHORIZED").waitFor();
  const ask = async () => {
    await tab.getByText("Ask for something else here").click();
    await tab.locator("echo-playground .asks").first().waitFor();
  };
  await ask();
  await tab.waitForLoadState("networkidle");
  await tab.context().setOffline(true);
  await tab.goto("about:blank");
  await tab.goto(story("shortage"));
  await stands.getByText("AUTHORIZED").waitFor();
  await ask();
  await tab.goto(`${stage.address}embed/demo.html`);
  await stands.first().getByText("AUTHORIZED").waitFor();
  await leave();
});

for (const theme of ["light", "dark"]) {
  for (const width of [1440, 390]) {
    test(`the workbench fits its window, ${theme}, ${width} wide`, async () => {
      const { tab, leave } = await broken({ theme, width });
      const shoot = (moment) => tab.screenshot({ path: join(screenshots, `${moment}-${theme}-${width}.png`), fullPage: true });
      await tab.locator(".to-cell").first().click();
      await current(tab).waitFor();
      await shoot("workbench");
      await tab.locator("#review-doubtful").click();
      await tab.locator("[data-review]").first().check();
      await shoot("review");
      await tab.keyboard.press("Escape");
      await tab.keyboard.press("Control+k");
      await tab.locator("#palette-list [role=option]").first().waitFor();
      await shoot("palette");
      const overflow = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} pixels wider than its window`);
      await leave();
    });
  }
}
