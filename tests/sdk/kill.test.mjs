// Durability: the server is killed at random moments under load; after a restart nothing that was answered is missing.

import assert from "node:assert/strict";
import { mkdtemp, open, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startSandbox } from "./sandbox.mjs";

const KILLS = 50;
const CLIENTS = 8;
const ANSWERS_OF_A_LIFE = 40;
const LAST_MOMENTS_MS = 8;

let folder;
let state;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "echoscope-"));
  state = join(folder, "sandbox.state");
});
after(() => rm(folder, { recursive: true, force: true }));

const headers = { "Content-Type": "application/json" };

async function call(url, method, path, body) {
  const answer = await fetch(url + path, { method, headers, body: body && JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
}

/** Declares and captures until the server is gone, and remembers what was answered. */
async function declare(url, seller, name, answered, told) {
  for (let count = 0; ; count += 1) {
    try {
      const made = await call(url, "POST", "/V3.0/shop/payins/intents", {
        Amount: 500,
        Currency: "EUR",
        ExternalData: {
          ExternalProcessingDate: 1767225600,
          ExternalProviderReference: `${name}-${count}`,
          ExternalMerchantReference: "order",
          ExternalProviderName: "STRIPE",
        },
        LineItems: [{ Seller: seller, Sku: "thing", Quantity: 1, UnitAmount: 500 }],
      });
      assert.equal(made.status, 200, JSON.stringify(made.body));
      answered.set(made.body.Id, "AUTHORIZED");
      told();
      const captured = await call(url, "POST", `/V3.0/shop/payins/intents/${made.body.Id}/captures`, {});
      assert.equal(captured.status, 200, JSON.stringify(captured.body));
      answered.set(made.body.Id, "CAPTURED");
      told();
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      return;
    }
  }
}

test(`killed ${KILLS} times under load, it has everything that it answered`, async (context) => {
  const answered = new Map();
  let seller;
  for (let life = 0; life <= KILLS; life += 1) {
    const sandbox = await startSandbox(["--state", state]);
    if (life === 0) {
      const user = (await call(sandbox.url, "POST", "/v2.01/shop/users/natural", { FirstName: "Anna" })).body;
      const wallet = await call(sandbox.url, "POST", "/v2.01/shop/wallets", { Owners: [user.Id], Currency: "EUR", Description: "w" });
      seller = { AuthorId: user.Id, WalletId: wallet.body.Id, TransferDate: 1893456000 };
    }
    // Of each life's answers all are looked up once; at the end everything is, again.
    const ids = life === KILLS ? [...answered.keys()] : [...answered.keys()].slice(-40);
    for (const id of ids) {
      const { status, body } = await call(sandbox.url, "GET", `/V3.0/shop/payins/intents/${id}`);
      assert.equal(status, 200, `life ${life}: ${id} is missing`);
      // What was not answered may have happened all the same.
      if (answered.get(id) === "CAPTURED") assert.equal(body.Status, "CAPTURED", `life ${life}: the capture of ${id} is missing`);
    }
    if (life === KILLS) {
      await sandbox.stop();
      break;
    }
    let left = Math.ceil(Math.random() * ANSWERS_OF_A_LIFE);
    let enough;
    const lived = new Promise((resolve) => (enough = resolve));
    const told = () => (left -= 1) === 0 && enough();
    const clients = Array.from({ length: CLIENTS }, (_, client) => declare(sandbox.url, seller, `k${life}-${client}`, answered, told));
    // A client that finds something wrong ends the test, not only itself.
    await Promise.race([lived, Promise.all(clients)]);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * LAST_MOMENTS_MS));
    await sandbox.kill();
    await Promise.all(clients);
  }
  context.diagnostic(`${KILLS} kills, ${answered.size} Intents answered, none missing`);
  assert.ok(answered.size > KILLS, "there was load");
});

test("a last record that was cut off is left out, with a notice; damage elsewhere is not passed over", async () => {
  const whole = await readFile(state);
  await writeFile(state, whole.subarray(0, whole.length - 7));
  const sandbox = await startSandbox(["--state", state]);
  assert.ok(sandbox.said.some((line) => /cut off/.test(line)), sandbox.said.join("\n"));
  await sandbox.stop();
  assert.ok((await stat(state)).size < whole.length - 7);

  const file = await open(state, "r+");
  await file.write("#", 200);
  await file.close();
  await assert.rejects(startSandbox(["--state", state]), /Line \d+ of .* is damaged/);
});

test("a file that is no state file is refused and not touched", async () => {
  const path = join(folder, "notes");
  for (const content of ["hello\n", "my notes, one line", '{"json":true}\n', "a,b\n1,2\n"]) {
    await writeFile(path, content);
    await assert.rejects(startSandbox(["--state", path]), /is not a state file of Echoscope, and was not touched/);
    assert.equal(await readFile(path, "utf8"), content);
  }
});

test("a state file that is in use is refused, one whose owner was killed is not", async () => {
  const path = join(folder, "other.state");
  const first = await startSandbox(["--state", path]);
  await assert.rejects(startSandbox(["--state", path]), /is in use by process/);
  await first.kill();
  const second = await startSandbox(["--state", path]);
  await second.stop();
});
