// What platforms watch: lists, answers kept under a key, webhooks at a real listener, events as they happen.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { startSandbox } from "./sandbox.mjs";
import { nextReference, refusal, shopAt } from "./shop.mjs";

let sandbox;
let shop;

before(async () => {
  sandbox = await startSandbox();
  shop = shopAt(sandbox.url);
});
after(() => sandbox.stop());

const get = (path) => fetch(`${sandbox.url}${path}`);
const INTENTS = "/V3.0/a-shop/payins/intents";

test("lists come in pages that lead to each other, filtered and in both orders", async () => {
  await sandbox.control("POST", "reset");
  const anna = await shop.seller();
  const made = [];
  for (let count = 0; count < 23; count += 1) {
    const intent = await shop.intent([[anna, 100 + count]], { provider: count % 2 === 0 ? "STRIPE" : "ADYEN" });
    made.push(intent.Id);
    if (count < 4) await shop.capture(intent.Id);
  }
  const seen = [];
  let next = `${INTENTS}?page=1&per_page=10&Sort=CreationDate:ASC`;
  let pages = 0;
  while (next !== undefined) {
    const answer = await get(next.replace(sandbox.url, ""));
    assert.equal(answer.headers.get("x-number-of-items"), "23");
    assert.equal(answer.headers.get("x-number-of-pages"), "3");
    seen.push(...(await answer.json()).map(({ Id }) => Id));
    next = /<([^>]+)>; rel="next"/.exec(answer.headers.get("link"))?.[1];
    pages += 1;
  }
  assert.equal(pages, 3);
  assert.deepEqual(seen, made);
  const newest = await (await get(`${INTENTS}?per_page=1&Sort=CreationDate:DESC`)).json();
  assert.equal(newest[0].Id, made.at(-1));
  const count = async (query) => Number((await get(`${INTENTS}?${query}`)).headers.get("x-number-of-items"));
  assert.equal(await count("Status=CAPTURED"), 4);
  assert.equal(await count("status=CAPTURED,AUTHORIZED"), 23);
  assert.equal(await count("ExternalProviderName=ADYEN"), 11);
  assert.equal(await count("Currency=USD"), 0);
  assert.equal(await count("BeforeDate=1000"), 0);
  assert.equal(await count("page=0&AfterDate=1000"), 23);
  for (const bad of ["per_page=101", "per_page=x", "page=-1", "Sort=Colour:UP", "Currency=XXX", "AfterDate=yesterday"]) {
    assert.equal((await get(`${INTENTS}?${bad}`)).status, 400, bad);
  }
});

test("a key is good for one request, and its answer can be read again", async () => {
  const anna = await shop.seller();
  const key = `${nextReference("key")}-0123456789abcdef`.slice(0, 36);
  const given = () => ({ Owners: [anna.AuthorId], Currency: "EUR", Description: "Once" });
  const made = await shop.api.Wallets.create(given(), undefined, { headers: { "Idempotency-Key": key } });
  const error = await refusal(shop.api.Wallets.create(given(), undefined, { headers: { "Idempotency-Key": key } }));
  assert.equal(error.Type, "idempotent_creation_conflict");
  const kept = await shop.api.Idempotency.get(key);
  assert.equal(kept.StatusCode, "200");
  assert.equal(kept.Resource.Id, made.Id);
  assert.match(kept.RequestURL, /\/wallets$/);
  const unknown = await refusal(shop.api.Idempotency.get("0123456789abcdef-unknown"));
  assert.equal(unknown.Type, "correlationid_not_found");
  const short = await refusal(shop.api.Wallets.create(given(), undefined, { headers: { "Idempotency-Key": "short" } }));
  assert.equal(short.Type, "param_error");
});

/** A listener that remembers what it was told, and answers as it is told to. */
async function listener() {
  const told = [];
  const waiting = [];
  const server = createServer((request, response) => {
    told.push({ method: request.method, ...Object.fromEntries(new URL(request.url, "http://x").searchParams) });
    response.writeHead(answers.status).end();
    for (const look of waiting.splice(0)) look();
  });
  const answers = { status: 200 };
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    answers,
    told,
    url: `http://127.0.0.1:${server.address().port}/hook`,
    async until(enough) {
      const late = setTimeout(() => assert.fail(`Not told in time: ${JSON.stringify(told)}`), 15_000);
      while (!enough(told)) await new Promise((resolve) => waiting.push(resolve));
      clearTimeout(late);
    },
    close: () => server.close(),
  };
}

async function waitFor(look) {
  for (const end = Date.now() + 15_000; Date.now() < end; ) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return assert.fail("It did not come to pass.");
}

test("webhooks reach a real listener, and one that is down is tried again", async () => {
  await sandbox.control("POST", "reset");
  const shopkeeper = await listener();
  const hook = await shop.api.Hooks.create({ EventType: "INTENT_CAPTURED", Url: shopkeeper.url });
  assert.equal(hook.Validity, "UNKNOWN");
  const anna = await shop.seller();
  const intent = await shop.intent([[anna, 900]]);
  const { Capture } = await shop.capture(intent.Id);
  await shopkeeper.until((told) => told.length > 0);
  const [first] = shopkeeper.told;
  assert.equal(first.method, "GET");
  assert.equal(first.EventType, "INTENT_CAPTURED");
  assert.equal(first.RessourceId, Capture.Id);
  assert.ok(Math.abs(Number(first.Date) - Date.now() / 1000) < 60);
  await waitFor(async () => (await shop.api.Hooks.get(hook.Id)).Validity === "VALID");

  shopkeeper.answers.status = 500;
  await shop.capture((await shop.intent([[anna, 900]])).Id);
  await shopkeeper.until((told) => told.length === 2);
  shopkeeper.answers.status = 200;
  // The failure is known to the sandbox a moment after the listener; only then is a later try planned.
  await waitFor(async () => {
    await sandbox.control("POST", "clock", { advance: 600 });
    return shopkeeper.told.length === 3;
  });
  assert.equal(shopkeeper.told[2].RessourceId, shopkeeper.told[1].RessourceId);
  shopkeeper.close();
});

test("a target that stays down makes its hook invalid", async () => {
  await sandbox.control("POST", "reset");
  const hook = await shop.api.Hooks.create({ EventType: "INTENT_AUTHORIZED", Url: "http://127.0.0.1:9/nobody" });
  await sandbox.control("POST", "faults", { Webhooks: "DOWN" });
  const anna = await shop.seller();
  for (let count = 0; count < 100; count += 1) await shop.intent([[anna, 100]]);
  await waitFor(async () => (await shop.api.Hooks.get(hook.Id)).Validity === "INVALID");
});

test("events are listed, and streamed as they happen", async () => {
  await sandbox.control("POST", "reset");
  const anna = await shop.seller();
  const intent = await shop.intent([[anna, 900]]);
  const stream = await get("/_echoscope/events");
  assert.match(stream.headers.get("content-type"), /^text\/event-stream/);
  await shop.capture(intent.Id);
  let text = "";
  for await (const piece of stream.body) {
    text += Buffer.from(piece).toString();
    if (text.includes("INTENT_CAPTURED")) break;
  }
  const events = [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data).EventType);
  assert.deepEqual(events, ["INTENT_AUTHORIZED", "INTENT_CAPTURED"]);
  const listed = await shop.api.Events.getAll({ parameters: { EventType: "INTENT_CAPTURED" } });
  assert.equal(listed.length, 1);
  assert.ok("ResourceId" in listed[0]);
});

test("a report is asked for, ready, and downloaded", async () => {
  const now = Math.floor(Date.now() / 1000);
  const period = { AfterDate: now - 86_400, BeforeDate: now + 86_400 };
  const asked = { DownloadFormat: "CSV", ReportType: "ECHO_INTENT", ...period, Columns: ["Id", "Amount"] };
  const report = await shop.api.ReportsV2.create(asked);
  assert.equal(report.Status, "PENDING");
  const ready = await shop.api.ReportsV2.get(report.Id);
  assert.equal(ready.Status, "READY_FOR_DOWNLOAD");
  const csv = await (await fetch(ready.DownloadURL)).text();
  assert.match(csv, /^Id,Amount\nint_[^,]+,900\n/);
});

test("a refusal says its code, its source and where it is explained", async () => {
  const anna = await shop.seller();
  const intent = await shop.intent([[anna, 900]]);
  const answer = await fetch(`${sandbox.url}${INTENTS}/${intent.Id}/refunds`, { method: "POST", body: "{}" });
  assert.equal(answer.status, 400);
  const page = await get(answer.headers.get("x-echoscope-docs"));
  assert.equal((await page.json()).Code, answer.headers.get("x-echoscope-code"));
});
