// The packed package in every tool: installed into a fresh project, built, and run in a real Chromium. Each cell must come
// to the same world as Node.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as esbuild from "esbuild";
import { rollup } from "@rollup/wasm-node";
import * as vite from "vite";
import webpack from "webpack";
import { closeBrowser, project, serve, titleOf } from "./stage.mjs";

const page = (script) => `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body>${script}`;
const MODULE = page('<script type="module" src="./main.js"></script>');
const MAIN = `import { load } from "echoscope"; import { use } from "./use.js"; load().then(use).then((said) => (document.title = said));`;
/** The whole package: the inlined entry, the slim one beside it, and the worker. */
const WORKER = `
import { load, connect } from "echoscope"; import { use } from "./use.js";
const worker = connect(new Worker(new URL("echoscope/worker", import.meta.url), { type: "module" }));
const seen = [];
const report = await worker.checkSettlement(new Blob(["nonsense"]), { onProgress: (progress) => seen.push(progress) });
if (seen.length === 0 || report.findings[0].code !== report.finding(0).code) throw new Error("no progress, or another report");
const stop = AbortSignal.abort();
await worker.checkSettlement("x", { signal: stop }).then(() => { throw new Error("not stopped"); }, (error) => { if (error.code !== "aborted") throw error; });
const list = "Reference,Type,Amount,Currency\\n" + Array.from({ length: 40000 }, (_, at) => "order_" + at + ",CAPTURE,1000,EUR").join("\\n");
const told = [];
const match = await worker.matchSettlement(new Blob(["nonsense"]), new Blob([list]), { onProgress: (progress) => told.push(progress) });
if (match.declarations !== 40000 || match.files[0].status !== "FAILED") throw new Error("another match: " + JSON.stringify(match.files[0].status));
if (told.length < 2 || told.at(-1).bytes !== told.at(-1).total) throw new Error("no progress of a match");
const stopper = new AbortController();
const stopped = worker.matchSettlement(new Blob(["nonsense"]), new Blob([list]), { signal: stopper.signal, onProgress: () => stopper.abort() });
await stopped.then(() => { throw new Error("not stopped"); }, (error) => { if (error.code !== "aborted") throw error; });
await worker.matchSettlement("x").then(() => { throw new Error("not refused"); }, (error) => { if (error.argument !== "declarations") throw error; });
await worker.checkSettlement("x", { dialect: "1999" }).then(() => { throw new Error("not refused"); }, (error) => { if (error.argument !== "options") throw error; });
worker.close();
document.title = await load().then(use);
`;

/** The element: a story of the package, then one of one's own, for which the engine comes. */
const ELEMENT = `
import "echoscope/element/define";
const element = document.querySelector("echo-playground");
const ready = () => new Promise((done) => element.addEventListener("echo-ready", ({ detail }) => done(detail.title + " " + detail.steps), { once: true }));
const first = await ready();
element.text = "user anna\\nuser bob";
document.title = first + ", " + (await ready());
`;
const ELEMENT_SHOWS = "Too little money arrives, then the rest 14, A story 2";
const ELEMENT_PAGE = (script) => page(`<echo-playground scenario="shortage"></echo-playground><script type="module" src="./${script}"></script>`);

/** Where every scenario ends, as the native engine says: a test of core's pins it. */
const ENDS = JSON.parse(readFileSync(new URL("../replay/scenarios.json", import.meta.url), "utf8"));
const SCENARIOS = `
import { load } from "./node_modules/echoscope/dist/index.js";
const { runScenario } = await load();
const ends = {};
for (const name of ${JSON.stringify(Object.keys(ENDS))}) {
  const text = await (await fetch("./node_modules/echoscope/dist/scenarios/" + name)).text();
  ends[name] = runScenario(text).fingerprint;
}
document.title = JSON.stringify(ends);
`;

let expected;
let place;

before(() => {
  place = project({
    "node.mjs": `import { load } from "echoscope"; import { use } from "./use.js"; console.log(await load().then(use));`,
    "index.html": MODULE,
    "main.js": MAIN,
    "worker.html": page('<script type="module" src="./worker.js"></script>'),
    "worker.js": WORKER,
    "slim.html": page('<script type="module" src="./slim.js"></script>'),
    "slim.js": `
import { load } from "./node_modules/echoscope/dist/slim.js"; import { use } from "./use.js";
const module = new URL("./node_modules/echoscope/dist/engine.wasm", import.meta.url);
document.title = await load({ module }).then(use);`,
    "plain.html": page('<script type="module" src="./plain.js"></script>'),
    "plain.js": MAIN.replace('"echoscope"', '"./node_modules/echoscope/dist/index.js"'),
    "scenarios.html": page('<script type="module" src="./scenarios.js"></script>'),
    "scenarios.js": SCENARIOS,
    "element.html": ELEMENT_PAGE("element.js"),
    "element.js": ELEMENT,
    "plain-element.html": ELEMENT_PAGE("plain-element.js"),
    "plain-element.js": ELEMENT.replace('"echoscope/element/define"', '"./node_modules/echoscope/dist/define.js"'),
    "module-worker.html": page('<script type="module" src="./module-worker.js"></script>'),
    "module-worker.js": `const worker = new Worker("./in-worker.js", { type: "module" }); worker.onmessage = ({ data }) => (document.title = data);`,
    "in-worker.js": MAIN.replace('"echoscope"', '"./node_modules/echoscope/dist/index.js"').replace("(document.title = said)", "postMessage(said)"),
    "service-worker.html": page('<script type="module" src="./service.js"></script>'),
    "service.js": `
await navigator.serviceWorker.register("./in-service.js", { type: "module" });
await navigator.serviceWorker.ready;
if (!navigator.serviceWorker.controller) await new Promise((resolve) => (navigator.serviceWorker.oncontrollerchange = resolve));
document.title = await (await fetch("./said")).text();`,
    "in-service.js": `
import { load } from "./node_modules/echoscope/dist/index.js"; import { use } from "./use.js";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (new URL(event.request.url).pathname === "/said") event.respondWith(load().then(use).then((said) => new Response(said)));
});`,
  });
  expected = execFileSync(process.execPath, ["node.mjs"], { cwd: place.folder, encoding: "utf8" }).trim();
  assert.match(expected, /^[0-9a-f]{32} [a-z-]+$/);
});

after(async () => {
  await closeBrowser();
  place?.remove();
});

async function shows(folder, path = "", title = expected) {
  const server = await serve(folder);
  try {
    assert.equal(await titleOf(server.url + path), title);
  } finally {
    server.close();
  }
}

const output = (name) => join(place.folder, `out-${name}`);
const copyPage = (name) => import("node:fs").then(({ mkdirSync, writeFileSync }) => {
  mkdirSync(output(name), { recursive: true });
  writeFileSync(join(output(name), "index.html"), MODULE);
});

for (const [name, path] of [
  ["plain module script", "plain.html"],
  ["slim with a fetched module", "slim.html"],
  ["module worker", "module-worker.html"],
  ["service worker", "service-worker.html"],
]) {
  test(name, () => shows(place.folder, path));
}

test("r189 every scenario ends in Chromium where it ends natively", () => shows(place.folder, "scenarios.html", JSON.stringify(ENDS)));

test("esbuild", async () => {
  await copyPage("esbuild");
  await esbuild.build({ entryPoints: [join(place.folder, "main.js")], bundle: true, format: "esm", outdir: output("esbuild"), logLevel: "silent" });
  await shows(output("esbuild"));
});

test("rollup", async () => {
  await copyPage("rollup");
  const { exports } = JSON.parse(readFileSync(join(place.folder, "node_modules/echoscope/package.json"), "utf8"));
  const resolveId = (id) => (id === "echoscope" ? join(place.folder, "node_modules/echoscope", exports["."].import.default) : undefined);
  const bundle = await rollup({ input: join(place.folder, "main.js"), plugins: [{ name: "packages", resolveId }] });
  await bundle.write({ dir: output("rollup"), format: "es" });
  await bundle.close();
  await shows(output("rollup"));
});

test("webpack, with the worker", async () => {
  await copyPage("webpack");
  const stats = await new Promise((resolve, reject) =>
    webpack(
      {
        mode: "production",
        context: place.folder,
        entry: "./worker.js",
        output: { path: output("webpack"), filename: "main.js", publicPath: "./" },
        performance: false,
      },
      (error, stats) => (error ? reject(error) : resolve(stats)),
    ),
  );
  assert.equal(stats.hasErrors() || stats.hasWarnings(), false, stats.toString("errors-warnings"));
  await shows(output("webpack"));
});

test("Vite build, with the worker", async () => {
  const input = join(place.folder, "worker.html");
  await vite.build({ root: place.folder, base: "./", logLevel: "silent", worker: { format: "es" }, build: { target: "es2022", outDir: output("vite"), rolldownOptions: { input } } });
  await shows(output("vite"), "worker.html");
});

test("Vite dev", async () => {
  const server = await vite.createServer({ root: place.folder, logLevel: "silent", server: { port: 0, host: "127.0.0.1" } });
  await server.listen();
  try {
    assert.equal(await titleOf(`http://127.0.0.1:${server.httpServer.address().port}/index.html`), expected);
  } finally {
    await server.close();
  }
});

test("the element, by a plain module script", () => shows(place.folder, "plain-element.html", ELEMENT_SHOWS));

test("the element, by esbuild in one file", async () => {
  const outdir = output("esbuild-element");
  await esbuild.build({ entryPoints: [join(place.folder, "element.js")], bundle: true, format: "esm", outdir, logLevel: "silent" });
  writeFileSync(join(outdir, "index.html"), ELEMENT_PAGE("element.js"));
  await shows(outdir, "", ELEMENT_SHOWS);
});

test("the element, by Vite: the stories and the engine are loaded when they are wanted", async () => {
  const input = join(place.folder, "element.html");
  const outDir = output("vite-element");
  await vite.build({ root: place.folder, base: "./", logLevel: "silent", build: { target: "es2022", outDir, rolldownOptions: { input } } });
  await shows(outDir, "element.html", ELEMENT_SHOWS);
  const assets = readdirSync(join(outDir, "assets"));
  assert.ok(assets.filter((name) => name.endsWith(".js")).length > 50, assets.join(" "));
});

test("CommonJS bundlers see no top-level await, and importing does nothing", () => {
  const require = createRequire(join(place.folder, "x.cjs"));
  for (const entry of ["echoscope", "echoscope/slim"]) assert.equal(typeof require(entry).load, "function");
  for (const name of ["index.js", "slim.js", "worker.js"]) {
    const text = readFileSync(join(place.folder, "node_modules/echoscope/dist", name), "utf8");
    esbuild.transformSync(text, { format: "cjs", supported: { "top-level-await": false } });
  }
});
