// The packed package where neither Node nor a browser runs it: Deno, Bun, Cloudflare's workerd, and Next.js on the server and in
// the browser. Each comes to the same world as Node.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as esbuild from "esbuild";
import { closeBrowser, project, titleOf } from "../matrix/stage.mjs";

const home = import.meta.dirname;
const tools = join(home, "node_modules");

const SAYS = `import { load } from "echoscope"; import { use } from "./use.js"; console.log(await load().then(use));`;

let place;
let expected;

before(() => {
  place = project({
    "says.mjs": SAYS,
    "says.cjs": `const { load } = require("echoscope"); import("./use.js").then(({ use }) => load().then(use)).then(console.log);`,
    "bad.csv": "nonsense\n",
    "worker.js": `
import { load } from "echoscope/slim";
import module from "engine.wasm";
import { use } from "./use.js";
export default { fetch: async () => new Response(await load({ module }).then(use)) };`,
  });
  expected = execFileSync(process.execPath, ["says.mjs"], { cwd: place.folder, encoding: "utf8" }).trim();
  assert.match(expected, /^[0-9a-f]{32} [a-z-]+$/);
});

after(async () => {
  await closeBrowser();
  place?.remove();
});

/** What a program prints, and how it ends. */
function run(program, words, folder = place.folder) {
  try {
    const said = execFileSync(program, words, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NO_COLOR: "1" } });
    return { said: said.trim(), status: 0 };
  } catch (error) {
    return { said: `${error.stdout}`.trim(), status: error.status, complaint: `${error.stderr}` };
  }
}

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** Starts a server, asks until it answers, and stops it. */
async function served(program, words, folder, ask) {
  const port = await freePort();
  const server = spawn(program, words(port), { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let complaint = "";
  server.stderr.on("data", (text) => (complaint += text));
  const gone = new Promise((done) => server.once("exit", done));
  try {
    for (let tries = 0; ; tries++) {
      assert.ok(tries < 300 && server.exitCode === null, `${program} does not serve: ${complaint}`);
      const answers = await fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.text(), () => undefined);
      if (answers !== undefined) return await ask(`http://127.0.0.1:${port}/`, answers);
      await new Promise((done) => setTimeout(done, 100));
    }
  } finally {
    server.kill();
    await gone;
  }
}

/** The program itself: what npm puts before it starts it as a child, and a child outlives whoever is stopped. */
const program = (scope, name) => {
  const folder = readdirSync(join(tools, scope)).find((folder) => folder.startsWith(`${name}-`));
  return join(tools, scope, folder, "bin", name);
};
const bun = () => program("@oven", "bun");
const deno = join(tools, ".bin/deno");

test("Bun, as a module and as CommonJS", () => {
  for (const name of ["says.mjs", "says.cjs"]) assert.deepEqual(run(bun(), [name]), { said: expected, status: 0 });
});

test("the command line under Bun says what it says under Node", () => {
  const words = ["node_modules/echoscope/cli.mjs", "check", "bad.csv", "--format", "json"];
  const [here, there] = [run(process.execPath, words), run(bun(), words)];
  assert.equal(here.status, 1);
  assert.deepEqual([there.status, there.said], [here.status, here.said]);
});

test("Deno, with no more rights than reading the package", () => {
  const words = ["run", "--no-prompt", "--cached-only", "--node-modules-dir=manual", "--allow-read=."];
  assert.deepEqual(run(deno, [...words, "says.mjs"]), { said: expected, status: 0 });
});

test("workerd, with the module that it compiled itself", async () => {
  // Workers of Cloudflare compile no WebAssembly while they run: the module is a part of the program.
  const bundle = join(place.folder, "workerd");
  await esbuild.build({ entryPoints: [join(place.folder, "worker.js")], bundle: true, format: "esm", outdir: bundle, external: ["engine.wasm"], logLevel: "silent" });
  cpSync(join(place.folder, "node_modules/echoscope/dist/engine.wasm"), join(bundle, "engine.wasm"));
  const config = join(bundle, "workerd.capnp");
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker.js", esModule = embed "worker.js"), (name = "engine.wasm", wasm = embed "engine.wasm")],
    compatibilityDate = "2025-01-01",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);`,
  );
  const words = (port) => ["serve", config, `--socket-addr=http=127.0.0.1:${port}`];
  await served(program("@cloudflare", "workerd"), words, bundle, (_, said) => assert.equal(said, expected));
});

test("Next.js, on the server and in the browser", async () => {
  const app = project({
    "next.config.mjs": `export default { outputFileTracingRoot: import.meta.dirname, turbopack: { root: import.meta.dirname } };`,
    "app/layout.js": `export default ({ children }) => <html lang="en"><body>{children}</body></html>;`,
    "app/page.js": `
import { load } from "echoscope"; import { use } from "../use.js"; import { Client } from "./client.js";
export default async function Page() { return <><p>{await load().then(use)}</p><Client /></>; }`,
    "app/client.js": `"use client";
import { useEffect } from "react"; import { load } from "echoscope"; import { use } from "../use.js";
export function Client() { useEffect(() => { load().then(use).then((said) => { document.title = said; }); }, []); return null; }`,
  });
  try {
    // Its bundler follows no links out of the project.
    const others = /^(\.|bun$|deno$|workerd$|@oven$|@deno$|@cloudflare$|@img$|sharp$)/;
    for (const name of readdirSync(tools).filter((name) => !others.test(name))) {
      cpSync(join(tools, name), join(app.folder, "node_modules", name), { recursive: true });
    }
    const next = join(app.folder, "node_modules/next/dist/bin/next");
    const environment = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
    execFileSync(process.execPath, [next, "build"], { cwd: app.folder, env: environment, stdio: "pipe" });
    await served(process.execPath, (port) => [next, "start", "--port", `${port}`, "--hostname", "127.0.0.1"], app.folder, async (url, html) => {
      assert.ok(html.includes(`<p>${expected}</p>`), html);
      assert.equal(await titleOf(url), expected);
    });
  } finally {
    app.remove();
  }
});
