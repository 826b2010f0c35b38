// The tour of the README: a file is checked and mended, a story of Echo is played. Made anew by every run, as
// `target/screenshots/tour.png`; what the README shows is a copy, `docs/tour.png`.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { animated } from "./animate.mjs";
import { openStage, screenshots } from "./stage.mjs";

let stage;
before(async () => (stage = await openStage()));
after(() => stage?.close());

test("the tour: from a refused file to the day the sellers are paid", async () => {
  const { tab, leave } = await stage.visit({ width: 1200, height: 800 });
  const frames = [];
  const take = async (seconds) => frames.push({ picture: await tab.screenshot({ animations: "disabled" }), seconds });

  await take(1.5);
  await tab.locator("#sample-broken").click();
  await tab.locator("[data-rule]").first().waitFor();
  await take(3);
  await tab.evaluate(() => scrollTo(0, 420));
  await take(2.5);

  await tab.goto(`${stage.address}#/simulate/shortage/0`);
  const status = () => tab.locator("#scene-title").innerText();
  await tab.locator("#story-title").waitFor();
  await tab.evaluate(() => scrollTo(0, 230));
  for (;;) {
    await take(1.2);
    const next = tab.getByRole("button", { name: "One step on", exact: true });
    if ((await next.getAttribute("aria-disabled")) === "true" || frames.length > 40) break;
    await next.click();
  }
  assert.match(await status(), /COMPLETED|RECONCILED/);
  frames.at(-1).seconds = 3;
  const tour = animated(frames);
  assert.ok(frames.length > 12 && tour.length < 1_000_000, `${frames.length} pictures, ${tour.length} bytes`);
  await writeFile(join(screenshots, "tour.png"), tour);
  await leave();
});
