import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { THOUSAND, openStory } from "./long-story.mjs";
import { openStage, screenshots } from "./stage.mjs";

const folder = fileURLToPath(new URL("../scenarios", import.meta.url));

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage?.close());

const press = (tab, name) => tab.getByRole("button", { name, exact: true }).click();
const ask = (tab, machine, trigger) =>
  tab.locator(`.asking [data-machine="${machine}"][data-trigger="${trigger}"]:not(.refused)`).first().click();
const title = (tab) => tab.locator("#scene-title");

/** What a scenario expects of each name in the end: after its last step that does something. */
function endings(text) {
  const lines = [...text.matchAll(/```echo\n([^]*?)```/g)].flatMap(([, block]) => block.split("\n"));
  const last = lines.findLastIndex((line) => /^\S/.test(line) && !/^(?:expect|#)/.test(line));
  const found = new Map();
  for (const line of lines.slice(last + 1)) {
    const [, name, status] = line.match(/^expect (?!(?:pool|wallet|line|error) )([\w.-]+) ([A-Z_]+)\b/) ?? [];
    if (name) found.set(name, status);
  }
  return found;
}

/** Every object that the page shows, with its status, over all Intents of the story. */
async function shown(tab) {
  const read = () =>
    tab.locator(".cast [data-object]").evaluateAll((all) => all.map((one) => [one.dataset.object, one.dataset.status]));
  const found = new Map(await read());
  for (const chip of await tab.locator(".chips .chip").all()) {
    await chip.click();
    for (const [name, status] of await read()) found.set(name, status);
  }
  return found;
}

test("every story, played to its end on the stage, ends as its file expects", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/simulate" });
  const files = (await readdir(folder)).filter((name) => name.endsWith(".md"));
  assert.ok(files.length >= 50);
  for (const file of files) {
    const text = await readFile(join(folder, file), "utf8");
    await tab.locator(".picker select").selectOption(file.replace(/^\d+-|\.md$/g, ""));
    const heading = text.split("\n")[0].slice(2);
    await tab.locator("#story-title").getByText(heading, { exact: true }).waitFor();
    await press(tab, "To the end");
    const found = await shown(tab);
    for (const [name, status] of endings(text)) assert.equal(found.get(name), status, `${name} of ${file}`);
    assert.equal(await tab.locator(".check.broken").count(), 0, file);
  }
  await leave();
});

test("the story is walked with the keyboard alone, forth and back, and each step is told", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/simulate/overview/3" });
  const told = tab.locator(".scene [role=status]");
  await tab.locator(".bar-count").getByText("3 / 11").waitFor();
  await tab.locator("main").focus();
  await tab.keyboard.press("ArrowRight");
  await told.getByText(/intent order-1 begins as AUTHORIZED/).waitFor();
  await tab.keyboard.press("ArrowRight");
  await told.getByText(/intent order-1 goes from AUTHORIZED to CAPTURED/).waitFor();
  await title(tab).getByText(/order-1: CAPTURED/i).waitFor();
  await tab.keyboard.press("ArrowLeft");
  await title(tab).getByText(/order-1: AUTHORIZED/i).waitFor();
  await tab.keyboard.press("ArrowRight");
  await tab.locator(".bar input[type=range]").focus();
  await tab.keyboard.press("End");
  await tab.locator('[data-object="f1"][data-status="RECONCILED"]').waitFor();
  await tab.locator('.overview [data-mark="7B"].lit').waitFor();
  await leave();
});

test("what is not allowed explains itself, and its first step leads on", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/simulate/overview/4" });
  await tab.locator(".asks-refused summary").click();
  await tab.locator('.asking .refused[data-trigger="refund all that was captured"]').click();
  const card = tab.locator(".refusal");
  await card.getByText("wrong-intent-status").waitFor();
  await card.getByRole("button", { name: "Do this first" }).click();
  await tab.getByText(/order-1: CAPTURED/i).waitFor();
  assert.equal(await card.count(), 0);
  // The way that was left is kept, and compared.
  await tab.locator(".way-kept").getByText("s1", { exact: true }).waitFor();
  assert.match(await tab.locator(".way-kept").innerText(), /RECONCILED/);
  await tab.getByRole("button", { name: "Go on with it" }).click();
  await tab.locator('[data-object="f1"][data-status="RECONCILED"]').waitFor();
  await leave();
});

test("an arrow of the picture is taken where it is open, and refused with reasons where it is not", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/simulate/overview/4" });
  const arrow = (from, to) => tab.locator(`.scene-large .arrow[data-from="${from}"][data-to="${to}"] .reach`);
  await arrow("CAPTURED", "REFUNDED").dispatchEvent("click");
  await tab.locator(".refusal").waitFor();
  await arrow("AUTHORIZED", "CANCELLED").dispatchEvent("click");
  await tab.getByText(/order-1: CANCELLED/i).waitFor();
  await leave();
});

test("from nothing to the money on the seller's wallet, by buttons alone", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/simulate" });
  await press(tab, "Start empty");
  await tab.locator(".scene-empty").waitFor();
  await press(tab, "Do it");
  await tab.getByText(/order-1: AUTHORIZED/i).waitFor();
  await ask(tab, "intent", "capture all that is left");
  await ask(tab, "split", "create");
  await press(tab, "Write and upload the file");
  await tab.locator('[data-object="f1"][data-status="PENDING_FUNDS_RECEPTION"]').waitFor();
  await press(tab, "Short by a tenth");
  await tab.locator('[data-object="f1"][data-status="INSUFFICIENT_FUNDS"]').waitFor();
  await tab.locator(".account .shortage").waitFor();
  await press(tab, "All of it");
  await tab.locator('[data-object="f1"][data-status="RECONCILED"]').waitFor();
  await tab.locator('[data-object="s1"]').click();
  await ask(tab, "split", "execute");
  await tab.locator('[data-account="anna.EUR"]').getByText("95.00 EUR").waitFor();
  await tab.locator('[data-account="FEES_EUR"]').getByText("5.00 EUR").waitFor();
  await tab.locator(".conserved").getByText("100.00 EUR").waitFor();
  await leave();
});

test("a step is judged while it is typed", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/simulate/overview/4" });
  await tab.locator(".sentence .follow input").check();
  const text = tab.locator(".sentence textarea");
  await text.fill("capture order-1 lines shoes=10001");
  await tab.locator(".judged.no").getByText(/10001/).waitFor();
  await text.fill("capture order-1 lines shoes=10000");
  await tab.locator(".judged:not(.no)").waitFor();
  await text.fill("captur order-1");
  await tab.locator(".judged.no").waitFor();
  await press(tab, "Do it");
  await tab.locator(".refusal").getByText("This step cannot be read").waitFor();
  await leave();
});

test("the object is shown as Mangopay's JSON, with what the step changed", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/simulate/overview/5" });
  const changed = tab.locator(".json .changed");
  await changed.first().waitFor();
  assert.ok((await changed.allInnerTexts()).some((line) => line.includes('"Status": "CAPTURED"')));
  await leave();
});

test("a story goes into a link and comes out of it, under other names unless asked otherwise", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/simulate/overview/4" });
  await tab.locator('.asking [data-trigger="cancel all that is left"]').click();
  await tab.getByText(/order-1: CANCELLED/i).waitFor();
  const link = async () => {
    await press(tab, "Copy a link");
    await tab.locator(".keep-link").waitFor();
    return tab.locator(".keep-link").inputValue();
  };
  const hidden = await link();
  await tab.goto(hidden);
  await tab.locator("#story-title").getByText("A shared story").waitFor();
  await press(tab, "To the end");
  await tab.locator('[data-object="order-1"][data-status="CANCELLED"]').waitFor();
  assert.ok(!(await tab.locator(".narrative").innerText()).includes("anna"));
  await tab.goto(`${hidden.slice(0, -20)}`);
  await tab.locator(".refusal").getByText(/cut off/).waitFor();
  await leave();
});

test("own work is kept for the next visit, saved as a scenario, and opened again", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/simulate" });
  await press(tab, "Start empty");
  await press(tab, "Do it");
  await tab.getByText(/order-1: AUTHORIZED/i).waitFor();
  await tab.reload();
  await tab.getByText(/order-1: AUTHORIZED/i).waitFor();
  const saving = tab.waitForEvent("download");
  await press(tab, "Save as a scenario");
  const saved = await (await saving).path();
  const text = await readFile(saved, "utf8");
  assert.match(text, /^intent order-1 10000 EUR STRIPE/m);
  const open = tab.locator(".file-button input");
  await open.setInputFiles({ name: "mine.md", mimeType: "text/markdown", buffer: Buffer.from(`${text.replace("My own story", "Read again")}`) });
  await tab.locator("#story-title").getByText("Read again").waitFor();
  await open.setInputFiles({ name: "noise.md", mimeType: "text/markdown", buffer: Buffer.from("<script>alert(1)</script>") });
  await tab.locator(".keep [role=status]").getByText(/noise.md is not a scenario/).waitFor();
  for (const kind of ["SVG", "PNG"]) {
    const picture = tab.waitForEvent("download");
    await press(tab, `Picture, ${kind}`);
    const bytes = await readFile(await (await picture).path());
    assert.ok(bytes.length > 2000 && bytes.subarray(0, 8).includes(kind === "SVG" ? "svg" : "PNG"), kind);
  }
  await leave();
});

test("another story with as many Intents has its own to choose from, as chips and as a menu", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/simulate" });
  for (const [count, chosen] of [[2, ".chips .chip"], [9, ".chips option"]]) {
    for (const name of ["first", "other"]) {
      const intents = Array.from({ length: count }, (_, at) => `intent ${name}-${at} 100 EUR STRIPE\n  line l${at} anna 100`);
      await openStory(tab, `# Story ${name} ${count}\n\nMany.\n\n\`\`\`echo\nuser anna wallet EUR\n${intents.join("\n")}\n\`\`\`\n`);
      await press(tab, "To the end");
      await tab.locator(chosen).nth(count - 1).waitFor({ state: "attached" });
      assert.deepEqual(await tab.locator(chosen).allTextContents(), intents.map((intent) => intent.split(" ")[1]));
    }
  }
  await tab.locator(".chips select").selectOption({ label: "other-3" });
  await title(tab).getByText(/other-3: AUTHORIZED/i).waitFor();
  await leave();
});

test("a story of a thousand commands is scrubbed step by step", async (t) => {
  const { tab, leave } = await stage.visit({ hash: "#/simulate" });
  await openStory(tab, THOUSAND);
  const times = await tab.evaluate(async () => {
    const scale = document.querySelector(".bar input[type=range]");
    const times = [];
    for (let at = 900; at < 1000; at += 1) {
      const begin = performance.now();
      scale.value = at;
      scale.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((next) => setTimeout(next, 0));
      document.body.getBoundingClientRect();
      times.push(performance.now() - begin);
    }
    return times.sort((one, other) => one - other);
  });
  t.diagnostic(`a step takes ${times[50].toFixed(1)} ms (median), ${times[94].toFixed(1)} ms (95 %)`);
  assert.match(await tab.locator(".bar-count").innerText(), /^999 \/ 1001/);
  await leave();
});

for (const theme of ["light", "dark"]) {
  for (const width of [1440, 390, 320]) {
    test(`the place to play fits its window, ${theme}, ${width} wide`, async () => {
      for (const [name, hash] of [["simulate", "#/simulate/overview/9"], ["simulate-shortage", "#/simulate/shortage/12"]]) {
        const { tab, leave } = await stage.visit({ hash, theme, width });
        await tab.locator(".cast [data-object]").first().waitFor();
        await tab.screenshot({ path: join(screenshots, `${name}-${theme}-${width}.png`), fullPage: true });
        const over = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `the page is ${over} pixels wider than its window`);
        await leave();
      }
    });
  }
}
