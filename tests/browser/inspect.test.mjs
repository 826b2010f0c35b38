// Inspect: each step as HTTP and as code, its webhooks, the reports; and the ways between Learn, Simulate and Check.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { drop, openStage, screenshots } from "./stage.mjs";

const calls = fileURLToPath(new URL("../../docs/calls.md", import.meta.url));

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage?.close());

const sheet = (tab, name) => tab.locator(".inspect > .inspect-head").getByText(name, { exact: true }).click();
const inspect = async (hash, name, options = {}) => {
  const visitor = await stage.visit({ hash, ...options });
  await visitor.tab.locator(".inspect").waitFor();
  await sheet(visitor.tab, name);
  return visitor;
};

test("a step is the request, the answer and the code of docs/calls.md, letter for letter", async () => {
  const page = await readFile(calls, "utf8");
  // The first capture of the story.
  const { tab, leave } = await inspect("#/simulate/every-call/6", "HTTP");
  const shown = tab.locator(".exchange");
  await shown.locator("h3").getByText(/\/captures$/).waitFor();
  const part = page.split("\n### ").find((text) => text.startsWith("Capture an Intent") && text.includes('"Amount": 6000'));
  const block = (mark) => new RegExp(`\`\`\`${mark}\n([^]*?)\`\`\``).exec(part)[1];
  const [request, answer] = await shown.locator(".copied pre").allInnerTexts();
  const [, body] = /\n\n([^]*)$/.exec(block("http"));
  assert.ok(request.trimEnd().endsWith(body.trimEnd()), request);
  assert.ok(answer.trimEnd().endsWith(block("json").trimEnd()), answer);
  assert.match(answer, /^HTTP\/1\.1 200 OK\n/);
  for (const [language, mark] of [["curl", "sh"], ["Node", "js"], ["PHP", "php"], ["Python", "python"]]) {
    await tab.locator(".in-code").getByText(language, { exact: true }).click();
    const code = await tab.locator(".in-code > div > .copied pre, .in-code > .copied pre").first().innerText();
    assert.equal(code.trimEnd(), block(mark).trimEnd(), language);
  }
  await leave();
});

test("what was shown is copied, by the keyboard alone", async () => {
  const { tab, leave } = await inspect("#/simulate/overview/5", "HTTP");
  await tab.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const copy = tab.locator(".exchange .copy").first();
  await copy.focus();
  await tab.keyboard.press("Enter");
  await copy.getByText("Copied").waitFor();
  const text = await tab.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /^POST \/V3\.0\/echoscope\/payins\/intents\/int_[^/]+\/captures HTTP\/1\.1\n/);
  await leave();
});

test("what Mangopay has no call for says so, and a refusal is answered as one", async () => {
  const { tab, leave } = await inspect("#/simulate/overview/10", "HTTP");
  const exchange = tab.locator('.exchange[data-door="sandbox"]');
  await exchange.getByText("/_echoscope/funds").first().waitFor();
  await exchange.getByText(/No call of Mangopay does this/).waitFor();
  await tab.goto(`${stage.address}#/simulate/refused-declarations/3`);
  await tab.locator(".copied figcaption").getByText("Answer 400").first().waitFor();
  await tab.locator(".exchange pre").getByText(/X-Echoscope-Code: /).first().waitFor();
  await leave();
});

test("webhooks stand as they arrive, at the address that is given", async () => {
  const { tab, leave } = await inspect("#/simulate/overview/5", "Webhooks");
  const hook = tab.locator(".webhooks li");
  await hook.locator("strong").getByText("INTENT_CAPTURED", { exact: true }).waitFor();
  await tab.locator(".hook-address input").fill("https://my.shop/hooks?from=echo");
  const code = await hook.locator("code").first().innerText();
  assert.match(code, /^GET https:\/\/my\.shop\/hooks\?from=echo&EventType=INTENT_CAPTURED&RessourceId=int_\S+&Date=\d+$/);
  await tab.keyboard.press("Escape");
  await leave();
});

test("the four reports are tables, and files with the same rows", async () => {
  const { tab, leave } = await inspect("#/simulate/overview/11", "Reports");
  for (const name of ["ECHO_INTENT", "ECHO_INTENT_ACTION", "ECHO_SETTLEMENT", "ECHO_SPLIT"]) {
    await tab.locator(".inspect").getByText(name, { exact: true }).click();
    await tab.locator(`.report-table[aria-label="${name}"] td`).first().waitFor();
    const saving = tab.waitForEvent("download");
    await tab.getByRole("button", { name: "Download as CSV" }).click();
    const file = await saving;
    assert.equal(file.suggestedFilename(), `${name.toLowerCase()}.csv`);
    const lines = (await readFile(await file.path(), "utf8")).trimEnd().split("\n");
    const rows = tab.locator(".report-table tbody tr");
    assert.equal(lines.length, (await rows.count()) + 1, name);
    assert.deepEqual(lines[0].split(","), await tab.locator(".report-table th").allInnerTexts());
    // A cell with a comma stands in quotes.
    const cells = [...lines[1].matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
    assert.deepEqual(cells, await rows.first().locator("td").allInnerTexts());
  }
  await leave();
});

test("a rule leads to a file that breaks it, and the finding back to the rule", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/learn/rule/fees-total-mismatch" });
  await tab.getByRole("button", { name: "Check the wrong file" }).focus();
  await tab.keyboard.press("Enter");
  const group = tab.locator('[data-rule="fees-total-mismatch"]');
  await group.waitFor();
  await group.locator(".why summary").click();
  await group.locator('a[href="#/learn/rule/fees-total-mismatch"]').click();
  await tab.getByRole("button", { name: "Check the right file" }).click();
  await tab.locator(".nothing-found").waitFor();
  await leave();
});

test("a refusal leads to the story that provokes it, and the story's card back to the refusal", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/learn/refusal/wrong-intent-status" });
  await tab.locator(".to-story a").click();
  await tab.locator(".step-refused").getByText("wrong-intent-status").first().waitFor();
  await tab.goto(`${stage.address}#/learn/refusal/missing-field`);
  await tab.getByText(/No story shows it/).waitFor();
  await leave();
});

test("a lesson, a lifecycle and a reading lead into the place where it moves", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/learn/declaring" });
  const move = tab.getByRole("link", { name: "See it move" }).last();
  await move.focus();
  await tab.keyboard.press("Enter");
  await tab.locator("#scene-title").getByText(/DISPUTED_WON/).waitFor();
  await tab.goto(`${stage.address}#/learn/lifecycle/split`);
  await tab.locator(".moves summary").click();
  const link = tab.locator(".moves tbody tr", { hasText: "REJECTED" }).getByRole("link").first();
  const address = await link.getAttribute("href");
  assert.match(address, /^#\/simulate\/[\w-]+\/\d+\/moving$/);
  await link.click();
  const position = Number(address.split("/").at(-2));
  await tab.locator(".bar-count").getByText(new RegExp(`^${position} / `)).waitFor();
  await tab.goto(`${stage.address}#/learn/reading/A12`);
  await tab.locator(".to-story a").click();
  await tab.locator("#story-title").getByText("Another reading", { exact: false }).waitFor();
  await leave();
});

test("a log and a story are opened where they are dropped; a settlement file still goes to Check", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/simulate" });
  await tab.locator(".inspect").waitFor();
  const story = "# Dropped\n\nA story.\n\n```echo\nuser anna wallet EUR\nintent o 100 EUR STRIPE\n  line shoes anna 100\n```\n";
  await drop(tab, ".simulate", { name: "mine.md", bytes: Buffer.from(story) });
  await tab.locator("#story-title").getByText("Dropped", { exact: true }).waitFor();
  const log = {
    schema: 1,
    config: { clientId: "shop", now: 1767225600 },
    entries: [
      { do: "register_user", id: null },
      { do: "register_wallet", id: null, owner: "client", currency: "EUR" },
    ],
  };
  await drop(tab, ".simulate", { name: "log.json", bytes: Buffer.from(JSON.stringify({ ...log, entries: log.entries.slice(0, 1) })) });
  await tab.locator("#story-title").getByText("What happened in the sandbox").waitFor();
  await drop(tab, ".simulate", { name: "settlement.csv", bytes: Buffer.from("nonsense") });
  await tab.locator(".check-results .badge, .check-results [data-rule]").first().waitFor();
  await leave();
});

for (const theme of ["light", "dark"]) {
  for (const width of [1440, 390]) {
    test(`every sheet of Inspect fits its window, ${theme}, ${width} wide`, async () => {
      for (const [name, hash] of [["HTTP", "#/simulate/overview/5"], ["Webhooks", "#/simulate/overview/9"], ["Reports", "#/simulate/overview/11"]]) {
        const { tab, leave } = await inspect(hash, name, { theme, width });
        const part = tab.locator(".inspect");
        await part.screenshot({ path: join(screenshots, `inspect-${name.toLowerCase()}-${theme}-${width}.png`) });
        const over = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${name} is ${over} pixels wider than its window`);
        await leave();
      }
    });
  }
}
