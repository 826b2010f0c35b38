// The way from the sandbox's status page into the playground.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { startSandbox } from "../sdk/sandbox.mjs";
import { openStage } from "./stage.mjs";

let stage;
before(async () => (stage = await openStage()));
after(() => stage?.close());

test("what was done in the sandbox opens in the playground, step by step", async () => {
  const sandbox = await startSandbox(["--playground", stage.address]);
  try {
    const story = await readFile(new URL("../scenarios/17-shortage.md", import.meta.url));
    const played = await fetch(`${sandbox.url}/_echoscope/scenario`, { method: "POST", body: story });
    assert.equal(played.status, 200);
    const { tab, leave } = await stage.visit({ blank: true });
    await tab.goto(`${sandbox.url}/_echoscope/`);
    const [playground] = await Promise.all([tab.context().waitForEvent("page"), tab.getByRole("button", { name: "Open in the playground" }).click()]);
    assert.ok(playground.url().startsWith(`${stage.address}#/simulate/link/`), playground.url());
    await playground.getByText("What happened in the sandbox").first().waitFor();
    await playground.getByText("funds STRIPE EUR").first().waitFor();
    await playground.close();
    await leave(new RegExp(sandbox.url));
  } finally {
    await sandbox.stop();
  }
});
