// How fast the page is, on a processor slowed down four times. Prints a table and writes target/bench/page.json.

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { writeSettlement } from "./large.mjs";
import { openStage, page } from "./stage.mjs";

const SLOWDOWN = 4;
const LINES = 1_600_000;
const VISITS = 5;

const figures = { ...(await sizes()), ...(await opening()), ...(await checking()) };
const wanted = {
  "wasm, kB gzipped": 400,
  "JavaScript, kB gzipped": 40,
  "first paint, ms": 1000,
  "usable, ms": 2000,
  "longest task while 100 MB are read, ms": 50,
};
for (const [name, value] of Object.entries(figures)) {
  const most = wanted[name];
  const verdict = most === undefined ? "" : value <= most ? `at most ${most}: yes` : `at most ${most}: NO`;
  console.log(`${name.padEnd(44)} ${String(value).padStart(8)}  ${verdict}`);
}
const folder = process.env.ECHOSCOPE_BENCH_DIR ?? fileURLToPath(new URL("../../target/bench", import.meta.url));
await mkdir(folder, { recursive: true });
await writeFile(join(folder, "page.json"), `${JSON.stringify({ slowdown: SLOWDOWN, figures, wanted }, null, 2)}\n`);

async function sizes() {
  const of = async (ending) => {
    const names = (await readdir(page)).filter((name) => name.endsWith(ending));
    const parts = await Promise.all(names.map(async (name) => gzipSync(await readFile(join(page, name)), { level: 9 }).length));
    return Math.round(parts.reduce((sum, part) => sum + part, 0) / 1000);
  };
  return { "wasm, kB gzipped": await of(".wasm"), "JavaScript, kB gzipped": await of(".js"), "styles, kB gzipped": await of(".css") };
}

async function slowed(visit) {
  const { tab, leave } = await visit();
  const session = await tab.context().newCDPSession(tab);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  return { tab, leave };
}

/** The median of several first visits; each has an empty cache. */
async function opening() {
  const stage = await openStage();
  const paints = [];
  const usable = [];
  for (let visit = 0; visit < VISITS; visit += 1) {
    const { tab, leave } = await slowed(() => stage.visit({ blank: true }));
    await tab.goto(stage.address, { waitUntil: "commit" });
    usable.push(
      await tab.evaluate(async () => {
        while (!document.getElementById("file-input")) await new Promise(requestAnimationFrame);
        await new Promise((next) => setTimeout(next));
        return performance.now();
      }),
    );
    paints.push(await tab.evaluate(firstPaint));
    await leave();
  }
  await stage.close();
  return { "first paint, ms": median(paints), "usable, ms": median(usable) };
}

/** Chromium tells it some time after it happened. */
function firstPaint() {
  return new Promise((tell) => {
    new PerformanceObserver((list) => list.getEntriesByName("first-contentful-paint").forEach(({ startTime }) => tell(Math.round(startTime)))).observe({ type: "paint", buffered: true });
    setTimeout(() => tell(Infinity), 5000);
  });
}

async function checking() {
  const folder = await mkdtemp(join(tmpdir(), "echoscope-"));
  const file = await writeSettlement(join(folder, "large.csv"), LINES, 777);
  const stage = await openStage();
  const { tab, leave } = await slowed(() => stage.visit());
  tab.setDefaultTimeout(300_000);
  await tab.waitForTimeout(3000);
  await tab.evaluate(() => {
    window.tasks = { reading: [], showing: [] };
    new PerformanceObserver((list) => {
      const moment = document.querySelector("[data-verdict]") ? "showing" : "reading";
      for (const task of list.getEntries()) window.tasks[moment].push(task.duration);
    }).observe({ type: "longtask" });
  });
  const begun = Date.now();
  await tab.locator("#file-input").setInputFiles(file);
  await tab.locator("[data-verdict]").waitFor();
  const seconds = (Date.now() - begun) / 1000;
  await tab.waitForTimeout(1000);
  const { reading, showing } = await tab.evaluate(() => window.tasks);
  await leave();
  await stage.close();
  await rm(folder, { recursive: true });
  const longest = (tasks) => Math.round(Math.max(0, ...tasks));
  return {
    "100 MB checked, s": Number(seconds.toFixed(1)),
    "longest task while 100 MB are read, ms": longest(reading),
    "longest task while the result is built, ms": longest(showing),
  };
}

function median(values) {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]);
}
