// A file of a million lines: checked beside the main thread, stopped at once, every row within reach.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { writeSettlement } from "./large.mjs";
import { openStage } from "./stage.mjs";
import { traced } from "./tasks.mjs";

const LINES = 1_000_000;
const FAULTY = 777_777;

let stage, folder, file;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "echoscope-"));
  file = await writeSettlement(join(folder, "million.csv"), LINES, FAULTY);
  stage = await openStage();
});
after(async () => {
  await stage?.close();
  if (folder) await rm(folder, { recursive: true });
});

test("dropped, stopped within a tenth of a second, dropped again, mended, checked again", async () => {
  const { tab, leave } = await stage.visit();
  tab.setDefaultTimeout(60_000);
  // Looked for on the page itself: the file is read faster than a test can ask from outside.
  const stopping = tab.evaluate(
    () =>
      new Promise((done) => {
        const gone = (begun) => {
          if (document.querySelector("[data-progress]")) requestAnimationFrame(() => gone(begun));
          else done(performance.now() - begun);
        };
        const look = () => {
          if (!/MB/.test(document.querySelector("[data-progress]")?.innerText ?? "")) return requestAnimationFrame(look);
          document.getElementById("stop").click();
          gone(performance.now());
        };
        look();
      }),
  );
  await tab.locator("#file-input").setInputFiles(file);
  const wait = await stopping;
  assert.ok(wait < 100, `stopping took ${wait} ms`);
  assert.equal(await tab.locator("[data-verdict]").count(), 0);

  await tab.locator("#file-input").setInputFiles(file);
  await tab.locator("[data-verdict]").waitFor();
  assert.equal(await tab.locator("[data-verdict]").getAttribute("data-verdict"), "CREATED");
  await tab.locator('[data-code="amount-malformed"], [data-finding][data-severity="error"]').first().waitFor();
  await tab.locator('[data-finding][data-severity="error"] .to-cell').first().click();
  const cell = tab.locator('[role="gridcell"][aria-selected="true"]');
  await cell.waitFor();
  assert.equal(await cell.getAttribute("data-line"), String(FAULTY + 2));
  assert.ok((await tab.locator("#grid [role=row]").count()) < 120, "only rows in sight exist");

  await tab.locator("#grid").press("Control+End");
  await tab.locator(`#grid [data-line="${LINES + 7}"]`).first().waitFor();

  await tab.locator('[data-finding][data-severity="error"] [data-fix]').first().click();
  await tab.locator(".verdict.good").waitFor();
  await leave();
});

test("the main thread stays free while the file is checked", async () => {
  const { tab, leave } = await stage.visit();
  tab.setDefaultTimeout(60_000);
  await tab.locator("#drop-zone").waitFor();
  await tab.waitForTimeout(1000);
  const { tasks } = await traced(tab, async () => {
    await tab.locator("#file-input").setInputFiles(file);
    await tab.locator("[data-verdict]").waitFor();
  });
  assert.ok(tasks.length > 10, "the trace tells no tasks");
  // In processor time: other programs on this machine are not the page's fault.
  const longest = Math.max(...tasks.map(({ processor }) => processor));
  assert.ok(longest < 50, `a task took ${longest} ms`);
  await leave();
});
