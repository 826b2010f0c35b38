// `cargo xtask bench sandbox`: creating Intents, beside a bare Node server that sends the body back and beside Prism,
// which answers from the same OpenAPI description. One run, the servers taking turns, one at a time. Beside the clock stands the
// processor time of the server for a request: on a machine that others use it is the honest one of the two.

import autocannon from "autocannon";
import { spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { startSandbox } from "../sandbox.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("../../..", import.meta.url));
const ROUNDS = 3;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);
/** One shows what a request takes, many what can be had. The goals are for 8. */
const CONNECTIONS = [1, 8, 50, 200];
const USUAL = 8;
/** A tick of the kernel's clock of processes. */
const TICK_MS = 10;
const STARTS = 7;
const START_MS = 60_000;
const GOALS = { perSecond: 5000, ofBare: 0.4, median: 2, ready: 300 };

const create = "/V3.0/a-shop/payins/intents";
const headers = { "Content-Type": "application/json", Authorization: "Bearer any" };

async function main() {
  const starts = [];
  for (let count = 0; count < STARTS; count += 1) {
    const sandbox = await startSandbox();
    starts.push(sandbox.startedIn);
    await sandbox.stop();
  }
  const sandbox = await startSandbox();
  const bare = await startNode("bare", [join(here, "bare.mjs")]);
  const prism = await startPrism();
  const servers = [
    { name: "echoscope serve", url: sandbox.url, pid: sandbox.pid, connections: CONNECTIONS, samples: new Map() },
    { name: "bare Node server", url: bare.url, pid: bare.child.pid, connections: CONNECTIONS, samples: new Map() },
    { name: "Prism", url: prism.url, connections: [USUAL], samples: new Map() },
  ];
  try {
    let body = await begun(sandbox.url);
    for (const server of servers) await load(server, body, USUAL, 1);
    for (const connections of CONNECTIONS) {
      for (let round = 0; round < ROUNDS; round += 1) {
        body = await begun(sandbox.url);
        for (const server of servers.filter((one) => one.connections.includes(connections))) {
          const { samples } = server;
          samples.set(connections, [...(samples.get(connections) ?? []), await load(server, body, connections, SECONDS)]);
        }
      }
    }
  } finally {
    await sandbox.stop();
    bare.child.kill();
    // Prism answers from a process of its own under the one that was started.
    process.kill(-prism.child.pid);
  }
  await tell(servers, middle(starts));
}

/** Begins with an empty sandbox, and gives a body as the SDK sends it: one line item, one seller. */
async function begun(url) {
  const call = async (path, given) => (await fetch(url + path, { method: "POST", headers, body: JSON.stringify(given) })).json();
  await call("/_echoscope/reset", {});
  const user = await call("/v2.01/a-shop/users/natural", { FirstName: "Anna", LastName: "Seller", Email: "anna@example.org" });
  const wallet = await call("/v2.01/a-shop/wallets", { Owners: [user.Id], Currency: "EUR", Description: "A seller's" });
  return JSON.stringify({
    Amount: 1000,
    Currency: "EUR",
    PlatformFeesAmount: 0,
    ExternalData: {
      ExternalProcessingDate: 1767225600,
      ExternalProviderReference: "[<id>]",
      ExternalMerchantReference: "Order-1",
      ExternalProviderName: "STRIPE",
      ExternalProviderPaymentMethod: "VISA",
    },
    LineItems: [
      {
        Seller: { AuthorId: user.Id, WalletId: wallet.Id, FeesAmount: 0, TransferDate: 1893456000 },
        Sku: "item-1",
        Quantity: 1,
        UnitAmount: 1000,
      },
    ],
  });
}

async function load({ url, pid }, body, connections, duration) {
  const before = await processorTime(pid);
  const result = await autocannon({
    url: url + create,
    method: "POST",
    headers,
    body,
    // Every Intent gets a reference of its own.
    idReplacement: true,
    connections,
    duration,
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed of ${result.requests.total}.`);
  }
  const spent = (await processorTime(pid)) - before;
  const { p50: median, p99 } = result.latency;
  return { perSecond: result.requests.average, median, p99, processor: (1000 * spent) / result.requests.total };
}

/** Milliseconds that a process has used so far, where the system tells. */
async function processorTime(pid) {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  const [user, system] = text?.slice(text.lastIndexOf(")")).split(" ").slice(12, 14).map(Number) ?? [];
  return TICK_MS * (user + system);
}

function startNode(name, words, options = {}) {
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"], ...options });
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const found = /http:\/\/[\d.]+:\d+/.exec(line);
      if (found) resolve({ child, url: found[0] });
    });
    child.once("exit", (code) => reject(new Error(`${name} ended with ${code}.`)));
  });
}

async function startPrism() {
  const prism = join(here, "node_modules/@stoplight/prism-cli/dist/index.js");
  const port = String(await freePort());
  const words = [prism, "mock", join(root, "docs/openapi.json"), "--port", port, "--verboseLevel", "fatal"];
  const child = spawn(process.execPath, words, {
    stdio: "ignore",
    detached: true,
    env: { ...process.env, NODE_ENV: "production" },
  });
  const url = `http://127.0.0.1:${port}`;
  // Told to say nothing about each request, it does not say either when it is ready.
  for (const end = Date.now() + START_MS; Date.now() < end; ) {
    if (await fetch(url).then(() => true, () => false)) return { child, url };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("Prism did not start.");
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function middle(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function tell(servers, ready) {
  const rows = servers.flatMap(({ name, connections, samples }) =>
    connections.map((count) => {
      const of = (figure) => middle(samples.get(count).map((sample) => sample[figure]));
      return { name, connections: count, perSecond: of("perSecond"), median: of("median"), p99: of("p99"), processor: of("processor") };
    }),
  );
  const find = (name, connections = USUAL) => rows.find((row) => row.name === name && row.connections === connections);
  const [ours, bare, prism] = servers.map(({ name }) => find(name));
  const lines = rows.map(({ name, connections, perSecond, median, p99, processor }) => {
    const share = (100 * perSecond) / find(bare.name, connections).perSecond;
    const figures = [connections, perSecond.toFixed(0), median.toFixed(1), p99.toFixed(1), Number.isNaN(processor) ? "" : processor.toFixed(0), `${share.toFixed(0)} %`];
    const widths = [11, 10, 9, 7, 12, 12];
    return `  ${name.padEnd(16)} ${figures.map((figure, place) => String(figure).padStart(widths[place])).join(" ")}`;
  });
  const goal = (text, is) => `  ${is ? "reached" : "missed "}  ${text}`;
  const [load] = loadavg();
  const text = `
Creating Intents, middle of ${ROUNDS} rounds of ${SECONDS} s taking turns, ${availableParallelism()} cores, load ${load.toFixed(1)} (the bench itself makes 2)

  server           connections requests/s median ms  p99 ms µs processor of bare Node
${lines.join("\n")}

  from start to ready: ${ready.toFixed(0)} ms (middle of ${STARTS})
  processor time beside the bare server's: ${(ours.processor / bare.processor).toFixed(2)} (the goal of ${100 * GOALS.ofBare} % is ${(1 / GOALS.ofBare).toFixed(1)})

${goal(`${GOALS.perSecond} requests per second`, ours.perSecond >= GOALS.perSecond)}
${goal(`${100 * GOALS.ofBare} % of the bare server`, ours.perSecond >= GOALS.ofBare * bare.perSecond)}
${goal("ahead of Prism", ours.perSecond > prism.perSecond)}
${goal(`median under ${GOALS.median} ms`, ours.median < GOALS.median)}
${goal(`ready in under ${GOALS.ready} ms`, ready < GOALS.ready)}
`;
  process.stdout.write(text);
  const folder = process.env.ECHOSCOPE_BENCH_DIR;
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "sandbox.json"), `${JSON.stringify({ ready, load, servers: rows }, null, 2)}\n`);
}

await main();
