// Time, money and memory in the hands of whoever tests; the command line; and the same Echo without a socket.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { http } from "msw";
import { setupServer } from "msw/node";
import { load } from "../../web/npm/dist/index.js";
import { handlersOf } from "../../web/npm/dist/msw.js";
import { startSandbox } from "./sandbox.mjs";
import { settlementFile, shopAt } from "./shop.mjs";

const cli = fileURLToPath(new URL("../../web/npm/cli.mjs", import.meta.url));
const story = fileURLToPath(new URL("../scenarios/01-overview.md", import.meta.url));
const serve = (...words) => spawnSync(process.execPath, [cli, "serve", ...words], { encoding: "utf8", timeout: 20_000 });

test("the clock is read, set, moved and stopped, and never goes back", async () => {
  const sandbox = await startSandbox(["--now", "2026-01-31T12:00:00Z", "--frozen"]);
  const began = Date.UTC(2026, 0, 31, 12) / 1000;
  assert.deepEqual(await sandbox.control("GET", "clock"), { now: began, frozen: true });
  assert.equal((await sandbox.control("POST", "clock", { advance: 3600 })).now, began + 3600);
  assert.equal((await sandbox.control("POST", "clock", { now: began + 7200 })).now, began + 7200);
  await assert.rejects(sandbox.control("POST", "clock", { now: began }), /400/);
  const running = await sandbox.control("POST", "clock", { frozen: false });
  assert.equal(running.frozen, false);
  await sandbox.stop();
});

test("a file that is held back shows UPLOADED until the time has come", async () => {
  const sandbox = await startSandbox(["--now", "1767225600", "--frozen"]);
  const shop = shopAt(sandbox.url);
  await sandbox.control("POST", "faults", { Parsing: 5000 });
  const settlement = await shop.settle(settlementFile([["nobody", "SETTLED", 100]]));
  assert.equal(settlement.Status, "UPLOADED");
  await sandbox.control("POST", "clock", { advance: 5 });
  assert.equal((await shop.settlement(settlement.SettlementId)).Status, "UNMATCHED");
  await sandbox.stop();
});

test("the same seed, clock and calls give the same answers, before and after a reset", async () => {
  const words = ["--seed", "7", "--now", "1767225600", "--frozen"];
  const [one, other] = [await startSandbox(words), await startSandbox(words)];
  const day = async (sandbox) => {
    const shop = shopAt(sandbox.url);
    const intent = await shop.intent([[await shop.seller(), 1000]], { reference: "the-same" });
    return [intent.Id, (await shop.capture(intent.Id)).Capture.Id];
  };
  const first = await day(one);
  assert.deepEqual(await day(other), first);
  await other.control("POST", "reset");
  assert.deepEqual(await day(other), first);
  await Promise.all([one.stop(), other.stop()]);
});

test("what was done is saved, loaded and played from a scenario", async () => {
  const sandbox = await startSandbox(["--scenario", story]);
  const before = await sandbox.control("GET", "state");
  assert.ok(before.Intents > 0 && before.Settlements > 0);
  const log = await sandbox.control("GET", "log");
  await sandbox.control("POST", "reset");
  assert.equal((await sandbox.control("GET", "state")).Intents, 0);
  await sandbox.control("POST", "log", log);
  const after = await sandbox.control("GET", "state");
  for (const name of ["Intents", "Settlements", "Commands", "Wallets"]) assert.equal(after[name], before[name], name);
  await sandbox.stop();
});

test("Mangopay's own simulation of a bank wire pays a settlement", async () => {
  const sandbox = await startSandbox();
  const shop = shopAt(sandbox.url);
  const intent = await shop.intent([[await shop.seller(), 4000]]);
  await shop.capture(intent.Id);
  const settlement = await shop.settle(settlementFile([[intent.reference, "SETTLED", 4000]]));
  const [pool] = await sandbox.control("GET", "pools");
  const wire = { CreditedFunds: { Amount: 4000, Currency: "EUR" }, Creditor: { IBAN: pool.IBAN, BIC: pool.BIC } };
  const answer = await fetch(`${sandbox.url}/v2.01/a-shop/simulation/payins/bankwire/funding`, { method: "POST", body: JSON.stringify(wire) });
  assert.equal(answer.status, 200);
  assert.equal((await shop.settlement(settlement.SettlementId)).Status, "RECONCILED");
  await sandbox.stop();
});

test("the settlement upload of 2025, one multipart request, is recognised", async () => {
  const sandbox = await startSandbox();
  const form = new FormData();
  form.append("file", new Blob([settlementFile([["nobody", "SETTLED", 100]])], { type: "text/csv" }), "settlement_file.csv");
  const answer = await fetch(`${sandbox.url}/V3.0/a-shop/payins/intents/settlements`, { method: "POST", body: form });
  const made = await answer.json();
  assert.equal(made.Status, "UPLOADED");
  const seen = await (await fetch(`${sandbox.url}/V3.0/a-shop/payins/intents/settlements/${made.SettlementId}`)).json();
  assert.equal(seen.Status, "UNMATCHED");
  await sandbox.stop();
});

test("--strict refuses what the documents forbid, and asks for a token", async () => {
  const sandbox = await startSandbox(["--strict"]);
  const bare = await fetch(`${sandbox.url}/V3.0/a-shop/payins/intents`);
  assert.equal(bare.status, 401);
  const shop = shopAt(sandbox.url);
  const intent = await shop.intent([[await shop.seller(), 1000]]);
  await shop.capture(intent.Id);
  const split = await shop.split(intent.Id, intent.LineItems[0].Id, 10);
  await assert.rejects(shop.api.PayIns.reversePayInIntentSplit(intent.Id, split.Id), ({ Errors }) => Errors !== undefined);
  await sandbox.stop();
});

test("the state file brings everything back, and begins no other world", async () => {
  const folder = await mkdtemp(join(tmpdir(), "echoscope-"));
  const state = join(folder, "s");
  const first = await startSandbox(["--state", state, "--seed", "3"]);
  const shop = shopAt(first.url);
  const intent = await shop.intent([[await shop.seller(), 1000]]);
  assert.deepEqual(await first.stop(), { code: 0, signal: null });
  const second = await startSandbox(["--state", state]);
  assert.equal((await shopAt(second.url).view(intent.Id)).Status, "AUTHORIZED");
  await second.stop();
  const other = serve("--state", state, "--seed", "4");
  assert.equal(other.status, 2);
  assert.match(other.stderr, /began with another --seed/);
  await rm(folder, { recursive: true });
});

test("the command line says what is wrong and what to do", async () => {
  const folder = await mkdtemp(join(tmpdir(), "echoscope-"));
  const bad = join(folder, "bad.md");
  await writeFile(bad, "```echo\nfrobnicate\n```\n");
  const busy = await startSandbox();
  for (const [words, expected] of [
    [["--port", "70000"], /0 to 65535/],
    [["--prot", "1"], /Did you mean `--port`/],
    [["--port", String(busy.port)], /is in use/],
    [["--now", "soon"], /Unix seconds/],
    [["--reading", "colour=blue"], /colour/],
    [["--scenario", "nowhere.md"], /there is no such file/],
    [["--scenario", bad], /frobnicate/],
    [["--state", folder], /cannot be used as state/],
    [["--allow-origin", "everywhere"], /origin/],
    [["extra"], /options only/],
  ]) {
    const { status, stderr } = serve("--port", "0", ...words);
    assert.equal(status, 2, `${words}: ${stderr}`);
    assert.match(stderr, expected);
    assert.doesNotMatch(stderr, / at .*\.mjs:\d/);
  }
  await busy.stop();
  await rm(folder, { recursive: true });
});

test("the log is one JSON object a line, with the code of a refusal", async () => {
  const sandbox = await startSandbox(["--log", "json"], { quiet: false });
  await fetch(`${sandbox.url}/V3.0/a-shop/payins/intents`, { method: "POST", body: "{}" });
  await sandbox.stop();
  const [ready, call] = sandbox.said.map((line) => JSON.parse(line));
  assert.equal(ready.port, sandbox.port);
  assert.equal(call.status, 400);
  assert.equal(call.method, "POST");
  assert.match(call.code, /^[a-z-]+$/);
});

test("the page for people asks nobody else, and says that it is not Mangopay's", async () => {
  const sandbox = await startSandbox();
  const answer = await fetch(sandbox.url);
  assert.equal(answer.url, `${sandbox.url}/_echoscope/`, "whoever opens the printed address comes to the page");
  const page = await answer.text();
  assert.match(answer.headers.get("content-security-policy"), /default-src 'none'/);
  assert.match(page, /[Ii]ndependent of Mangopay/);
  assert.doesNotMatch(page, /(src|href)="(https?:)?\/\//);
  await sandbox.stop();
});

test("an Echo answers requests without a socket, in the same world as its methods", async () => {
  const { Echo } = await load();
  const echo = new Echo();
  const at = "https://api.sandbox.mangopay.com/V3.0/shop/payins/intents/settlements";
  const answer = await echo.handle(new Request(at, { method: "POST", body: JSON.stringify({ FileName: "june.csv" }) }));
  assert.equal(answer.status, 200);
  const { SettlementId, UploadUrl } = await answer.json();
  assert.equal(new URL(UploadUrl).origin, "https://api.sandbox.mangopay.com");
  assert.equal((await echo.handle(new Request(UploadUrl, { method: "PUT", body: "rubbish" }))).status, 200);
  assert.equal(echo.settlement(SettlementId).Status, "FAILED");
  await assert.rejects(echo.handle("no request"), /is a Request/);
});

test("under MSW a program that calls Mangopay is answered by Echo", async () => {
  const { Echo } = await load();
  const echo = new Echo();
  const server = setupServer(...handlersOf(echo, http));
  server.listen({ onUnhandledRequest: "bypass" });
  try {
    const answer = await fetch("https://api.sandbox.mangopay.com/V3.0/shop/payins/intents/external-providers");
    assert.ok((await answer.json()).includes("Mangopay"));
  } finally {
    server.close();
  }
});

test("a service worker answers what its page sends to Mangopay, and nothing else", async () => {
  const { serveFrom } = await import("../../web/npm/dist/service-worker.js");
  const listeners = {};
  serveFrom({ addEventListener: (name, listener) => (listeners[name] = listener), skipWaiting() {}, clients: {} });
  const ask = (url) => {
    let answer;
    listeners.fetch({ request: new Request(url), respondWith: (given) => (answer = given) });
    return answer;
  };
  assert.equal(ask("https://example.org/"), undefined);
  const answer = await ask("https://api.sandbox.mangopay.com/_echoscope/state");
  assert.equal((await answer.json()).Intents, 0);
});
