// How fast the page is, on a processor slowed down four times. Prints a table and writes target/bench/page.json.
//
// Tasks are counted in processor time, the slow-down included: what other programs do on this machine is not the page's fault.

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { writeSettlement } from "./large.mjs";
import { TEN, THOUSAND, openStory } from "./long-story.mjs";
import { page } from "./served.mjs";
import { openStage } from "./stage.mjs";
import { traced } from "./tasks.mjs";

const SLOWDOWN = 4;
const LINES = 1_600_000;
const VISITS = 5;

const figures = { ...(await sizes()), ...(await opening()), ...(await checking()), ...(await scrubbing()), ...(await moving()) };
const wanted = {
  "wasm, kB gzipped": 400,
  "JavaScript, kB gzipped": 40,
  "first paint, ms": 1000,
  "usable, ms": 2000,
  "longest task while 100 MB are read, ms": 50,
  "longest task while the result is built, ms": 50,
  "a step of scrubbing 1 000 commands, ms": 16,
  "frames over 50 ms while ten machines move": 0,
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
  const of = async (ending, begin = "") => {
    const names = (await readdir(page)).filter((name) => name.startsWith(begin) && name.endsWith(ending));
    const parts = await Promise.all(names.map(async (name) => gzipSync(await readFile(join(page, name)), { level: 9 }).length));
    return Math.round(parts.reduce((sum, part) => sum + part, 0) / 1000);
  };
  // What a visitor waits for; the clerk and the place to play come later.
  return { "wasm, kB gzipped": await of(".wasm", "echoscope-www"), "JavaScript, kB gzipped": await of(".js"), "styles, kB gzipped": await of(".css") };
}

async function slowed(visit) {
  const { tab, leave } = await visit();
  await slowDown(tab);
  return { tab, leave };
}

async function slowDown(tab) {
  const session = await tab.context().newCDPSession(tab);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
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
  let seconds;
  const { tasks, marks } = await traced(tab, async () => {
    await tab.evaluate(() => {
      const look = () => (document.querySelector("[data-verdict]") ? performance.mark("told") : requestAnimationFrame(look));
      document.getElementById("file-input").addEventListener("change", () => performance.mark("dropped"), { capture: true });
      look();
    });
    const begun = Date.now();
    await tab.locator("#file-input").setInputFiles(file);
    await tab.locator("[data-verdict]").waitFor();
    seconds = (Date.now() - begun) / 1000;
    await tab.waitForTimeout(2000);
  });
  await leave();
  await stage.close();
  await rm(folder, { recursive: true });
  const when = (name) => marks.find((mark) => mark.name === name).at;
  // A verdict is seen in the frame after the task that brought it.
  const [dropped, told] = [when("dropped"), when("told") - 100];
  const longest = (tasks) => Number(Math.max(0, ...tasks.map(({ processor }) => processor)).toFixed(1));
  return {
    "100 MB checked, s": Number(seconds.toFixed(1)),
    "longest task while 100 MB are read, ms": longest(tasks.filter(({ begin, end }) => end >= dropped && begin < told)),
    "longest task while the result is built, ms": longest(tasks.filter(({ begin }) => begin >= told)),
  };
}

/** A hand on the scale of a long story, one step a frame: all that the main thread does for it, to the paint. */
async function scrubbing() {
  const stage = await openStage();
  const { tab, leave } = await stage.visit({ hash: "#/simulate" });
  await openStory(tab, THOUSAND);
  await slowDown(tab);
  const { tasks, marks } = await traced(tab, () =>
    tab.evaluate(async () => {
      const frame = () => new Promise(requestAnimationFrame);
      const scale = document.querySelector(".bar input[type=range]");
      for (let at = 840; at < 960; at += 1) {
        await frame();
        // The first steps bring pictures that stay.
        if (at >= 860) performance.mark("step");
        scale.value = at;
        scale.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise((next) => setTimeout(next));
      }
      await frame();
      performance.mark("step");
    }),
  );
  await leave();
  await stage.close();
  const steps = marks.filter(({ name }) => name === "step").map(({ at }) => at);
  const costs = steps.slice(1).map((end, step) => {
    const mine = tasks.filter((task) => task.end > steps[step] && task.end <= end);
    return mine.reduce((sum, { processor }) => sum + processor, 0);
  });
  costs.sort((one, other) => one - other);
  const share = (part) => Number(costs[Math.floor(costs.length * part)].toFixed(1));
  return { "a step of scrubbing 1 000 commands, ms": share(0.5), "the same, 95 of 100 steps, ms": share(0.95) };
}

/** The tokens of ten linked machines glide one after the other. */
async function moving() {
  const stage = await openStage();
  const { tab, leave } = await stage.visit({ hash: "#/simulate", motion: "no-preference" });
  await openStory(tab, TEN);
  await tab.getByRole("button", { name: "To the end", exact: true }).click();
  await tab.getByRole("button", { name: "One step back", exact: true }).click();
  await tab.waitForTimeout(1000);
  await slowDown(tab);
  const { tasks } = await traced(tab, async () => {
    await tab.getByRole("button", { name: "One step on", exact: true }).click();
    await tab.waitForTimeout(4000);
    const moved = await tab.locator(".cast .moved").count();
    if (moved !== 10) throw new Error(`${moved} machines moved`);
  });
  await leave();
  await stage.close();
  const long = tasks.filter(({ processor }) => processor > 50);
  const late = tasks.filter(({ processor }) => processor > 1000 / 60);
  return { "frames over 50 ms while ten machines move": long.length, "frames over 16.7 ms while ten machines move": late.length };
}

function median(values) {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]);
}
