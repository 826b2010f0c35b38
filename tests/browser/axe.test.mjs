// No screen has a fault that axe can see, in either theme.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { openStage } from "./stage.mjs";

let stage, axe;
before(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  stage = await openStage();
});
after(() => stage?.close());

const broken = async (tab) => {
  await tab.locator("#sample-broken").click();
  await tab.locator('#grid [data-line="2"]').first().waitFor();
};

const sheet = async (tab, name, part) => {
  await tab.locator(".inspect > .inspect-head").getByText(name, { exact: true }).click();
  await tab.locator(part).first().waitFor();
};

const SCREENS = {
  start: ["#/check", async () => {}],
  workbench: [
    "#/check",
    async (tab) => {
      await broken(tab);
      await tab.locator(".to-cell").first().click();
      await tab.locator("#cell-input").waitFor();
    },
  ],
  accepted: [
    "#/check",
    async (tab) => {
      await tab.locator("#sample-good").click();
      await tab.locator('#grid [data-line="2"]').first().waitFor();
    },
  ],
  review: [
    "#/check",
    async (tab) => {
      await broken(tab);
      await tab.locator("#review-doubtful").click();
      await tab.locator("[data-review]").first().waitFor();
    },
  ],
  palette: [
    "#/check",
    async (tab) => {
      await tab.locator("#open-palette").click();
      await tab.locator("#palette-list [role=option]").first().waitFor();
    },
  ],
  keys: ["#/check", (tab) => tab.locator("#show-keys").click()],
  simulate: ["#/simulate/overview/9", (tab) => tab.locator(".cast [data-object]").first().waitFor()],
  http: ["#/simulate/overview/5", (tab) => sheet(tab, "HTTP", ".exchange")],
  webhooks: ["#/simulate/overview/5", (tab) => sheet(tab, "Webhooks", ".webhooks li")],
  reports: ["#/simulate/overview/11", (tab) => sheet(tab, "Reports", ".report-table td")],
  rule: ["#/learn/rule/utf-16", async () => {}],
  refusal: [
    "#/simulate/overview/4",
    async (tab) => {
      await tab.locator(".asks-refused summary").click();
      await tab.locator(".asking .refused").first().click();
      await tab.locator(".refusal").waitFor();
    },
  ],
  learn: ["#/learn", async () => {}],
  lifecycles: ["#/machines", async () => {}],
  design: ["#/design", async () => {}],
  nowhere: ["#/nothing", async () => {}],
};

for (const theme of ["light", "dark"]) {
  for (const [name, [hash, prepare]] of Object.entries(SCREENS)) {
    test(`${name}, ${theme}`, async () => {
      const { tab, leave } = await stage.visit({ theme, hash });
      await tab.locator("main h1").waitFor();
      await prepare(tab);
      // Through the debugger, which stands outside of the page's content security policy.
      await tab.evaluate(axe);
      const violations = await tab.evaluate(async () => {
        const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
      });
      assert.deepEqual(violations, []);
      await leave();
    });
  }
}
