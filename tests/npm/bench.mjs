// `cargo xtask bench package`: how fast the package is in Node. Figures are wall time, and processor time beside it: on a
// machine that others use the second is the honest one.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { cpus } from "node:os";
import { gzipSync } from "node:zlib";

const dist = new URL("../../web/npm/dist/", import.meta.url);
const rows = [];

function add(what, value, unit, goal) {
  const ratio = goal === undefined ? undefined : value / goal;
  rows.push({ what, who: "echoscope", value, unit, ratio });
  const shown = value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(1);
  console.log(`${what.padEnd(66)} ${shown.padStart(12)} ${unit.padEnd(4)} ${ratio === undefined ? "" : `${ratio.toFixed(2)} × goal`}`);
}

const median = (values) => values.toSorted?.((a, b) => a - b)[values.length >> 1] ?? [...values].sort((a, b) => a - b)[values.length >> 1];

/** Runs a piece of JavaScript in a process of its own and gives the numbers it prints. */
function fresh(source) {
  const out = execFileSync(process.execPath, ["--input-type=module", "-e", source], { cwd: fileURLToPath(dist), encoding: "utf8" });
  return out.trim().split(" ").map(Number);
}

// A load is measured from a process that has nothing loaded, to the first report in hand.
const ten = JSON.stringify(`Amount,Currency\n${"1,EUR\n".repeat(10)}`);
const loads = Array.from({ length: 9 }, () =>
  fresh(`
    const { load } = await import("${new URL("index.js", dist)}");
    const cpu = process.cpuUsage(); const begin = performance.now();
    const { checkSettlement } = await load(); checkSettlement(${ten});
    const { user, system } = process.cpuUsage(cpu);
    console.log(performance.now() - begin, (user + system) / 1000);
  `),
);
add("load() and the first check of a ten-line file", median(loads.map(([wall]) => wall)), "ms", 50);
add("the same, processor time", median(loads.map(([, cpu]) => cpu)), "ms");

// create + capture + split, each with its ids taken from the answers before.
const triples = Array.from({ length: 5 }, () =>
  fresh(`
    const { load } = await import("${new URL("index.js", dist)}");
    const { Echo } = await load();
    const echo = new Echo();
    echo.registerUser("anna"); echo.registerWallet("anna", "EUR");
    let n = 0;
    const run = (count) => {
      for (const end = n + count; n < end; n += 1) {
        const ExternalData = { ExternalProcessingDate: 1767225600, ExternalProviderReference: "pay-" + n, ExternalProviderName: "STRIPE" };
        const { answer } = echo.createIntent({
          Amount: 1000, Currency: "EUR", PlatformFeesAmount: 0, ExternalData,
          LineItems: [{ Seller: { AuthorId: "anna", FeesAmount: 0 }, Sku: "sku", Quantity: 1, UnitAmount: 1000 }],
        });
        if (!echo.capture(answer.Id, { ExternalData }).ok) throw new Error("not captured");
        if (!echo.createSplits(answer.Id, [{ LineItemId: answer.LineItems[0].Id, SplitAmount: 1000 }]).ok) throw new Error("not split");
      }
    };
    run(3000);
    const cpu = process.cpuUsage(); const begin = performance.now();
    run(20000);
    const { user, system } = process.cpuUsage(cpu);
    console.log(20000 / (performance.now() - begin) * 1000, 20000 / ((user + system) / 1e6));
  `),
);
add("create + capture + split through the JavaScript API", median(triples.map(([wall]) => wall)), "1/s", 50_000);
add("the same, by processor time", median(triples.map(([, cpu]) => cpu)), "1/s", 50_000);

const gzipped = (name) => gzipSync(readFileSync(new URL(name, dist)), { level: 9 }).length / 1000;
add("engine.wasm, gzipped", gzipped("engine.wasm"), "kB", 150);

const commit = execFileSync("git", ["describe", "--always", "--dirty"], { encoding: "utf8" }).trim();
const folder = new URL("../../target/bench/", import.meta.url);
mkdirSync(folder, { recursive: true });
const machine = `${cpus().length} × ${cpus()[0].model}, Node ${process.version}`;
writeFileSync(new URL("package.json", folder), `${JSON.stringify({ commit, machine, rows }, null, 2)}\n`);
console.log(`\npackage at ${commit} on ${machine}`);
