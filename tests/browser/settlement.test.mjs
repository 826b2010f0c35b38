import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { drop, openStage, sample, screenshots } from "./stage.mjs";

const GOOD = "official/self_consistent_f2_sample.csv";
const BAD = "official/sdk/python-3.60.0-settlement_sample_bad_footer.csv";

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage?.close());

const verdict = (tab) => tab.locator("[data-verdict]").first();
const reached = (tab, state) => tab.locator(`[data-machine="settlement"] [data-state="${state}"][data-reached]`);

test("a good file is accepted, and the lifecycle stands at CREATED", async () => {
  const { tab, leave } = await stage.visit();
  await drop(tab, "#drop-zone", await sample(GOOD));
  await verdict(tab).waitFor();
  assert.equal(await verdict(tab).getAttribute("data-verdict"), "CREATED");
  assert.equal(await tab.locator('[data-finding][data-severity="error"]').count(), 0);
  await reached(tab, "CREATED").waitFor();
  await leave();
});

test("a bad file is rejected, and every finding has its place", async () => {
  const { tab, leave } = await stage.visit();
  await drop(tab, "#drop-zone", await sample(BAD));
  await verdict(tab).waitFor();
  assert.equal(await verdict(tab).getAttribute("data-verdict"), "FAILED");
  const findings = tab.locator("[data-finding]");
  assert.ok((await findings.count()) > 0);
  for (const finding of await findings.all()) {
    assert.match(await finding.getAttribute("data-code"), /^[a-z0-9-]+$/);
    assert.ok(Number(await finding.getAttribute("data-line")) >= 1);
    assert.ok(Number(await finding.getAttribute("data-column")) >= 1);
  }
  await reached(tab, "FAILED").waitFor();
  await leave();
});

test("the file button takes a file as the drop zone does, and the last file wins", async () => {
  const { tab, leave } = await stage.visit();
  for (const [name, expected] of [[BAD, "FAILED"], [GOOD, "CREATED"]]) {
    const { name: shown, bytes } = await sample(name);
    await tab.locator("#file-input").setInputFiles({ name: shown, mimeType: "text/csv", buffer: bytes });
    await tab.locator(`[data-verdict="${expected}"]`).first().waitFor();
  }
  await leave();
});

test("what is no settlement file gets a verdict too, never a blank page", async () => {
  const oddities = {
    "empty.csv": Buffer.alloc(0),
    "noise.bin": Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 31) % 256)),
    "utf16.csv": Buffer.from("\ufeffA,B\n1,2\n", "utf16le"),
    "header-only.csv": Buffer.from("ExternalProviderReference,Amount\n"),
  };
  for (const [name, bytes] of Object.entries(oddities)) {
    const { tab, leave } = await stage.visit();
    await drop(tab, "#drop-zone", { name, bytes });
    await tab.locator('[data-verdict="FAILED"]').first().waitFor();
    // What is below the verdict comes a frame later.
    await tab.locator("[data-finding]").first().waitFor();
    await leave();
  }
});

for (const theme of ["light", "dark"]) {
  for (const width of [1440, 390]) {
    test(`the page fits its window, ${theme}, ${width} wide`, async () => {
      const { tab, leave } = await stage.visit({ theme, width });
      const shoot = (moment) =>
        tab.screenshot({ path: join(screenshots, `${moment}-${theme}-${width}.png`), fullPage: true });
      await tab.locator("#drop-zone").waitFor();
      await shoot("start");
      await drop(tab, "#drop-zone", await sample(BAD));
      await verdict(tab).waitFor();
      await shoot("bad-file");
      const overflow = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} pixels wider than its window`);
      await leave();
    });
  }
}
