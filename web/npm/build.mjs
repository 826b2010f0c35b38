// Builds dist from what wasm-bindgen wrote into glue: `node build.mjs`. `cargo xtask package` runs it.

import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { elementStyle } from "./style.mjs";

const here = (path) => new URL(path, import.meta.url).pathname;
const root = (path) => here(`../../${path}`);

for (const name of await readdir(here("dist"))) {
  if (name !== "engine.wasm") await rm(here(`dist/${name}`), { recursive: true });
}

/**
 * wasm-bindgen's JavaScript keeps one engine in variables of its module. Wrapped in a function it keeps one for each
 * call: engines are independent, and one that broke can be replaced.
 */
async function engineFactory() {
  const { outputFiles } = await build({
    entryPoints: [here("glue/echoscope.js")],
    bundle: true,
    format: "cjs",
    write: false,
    logOverride: { "empty-import-meta": "silent" },
  });
  return `export function instance() {\nconst module = { exports: {} };\n${outputFiles[0].text}\nreturn module.exports;\n}\n`;
}

/** The stories by their names; each is a module of its own, loaded when it is shown. */
const files = (await readdir(root("tests/scenarios"))).filter((file) => file.endsWith(".md")).sort();
const stories = new Map(files.map((file) => [file.replace(/^\d+-|\.md$/g, ""), file]));
const shelf = [...stories.keys()].map((name) => `${JSON.stringify(name)}: () => import("./stories/${name}.js"),`);

/** Modules that are made here. */
const MADE = {
  "echoscope-engine": { contents: await engineFactory(), loader: "js" },
  "echoscope-stories": { contents: `export const stories = {\n${shelf.join("\n")}\n};`, loader: "js" },
  "echoscope-style": { contents: await elementStyle(), loader: "text" },
};
const made = {
  name: "made",
  setup(build) {
    build.onResolve({ filter: /^echoscope-/ }, ({ path }) => ({ path, namespace: "made" }));
    build.onLoad({ filter: /.*/, namespace: "made" }, ({ path }) => MADE[path]);
    build.onResolve({ filter: /^\.\/stories\// }, ({ path }) => ({ path, external: true }));
  },
};

const shared = {
  bundle: true,
  target: "es2022",
  minify: true,
  legalComments: "none",
  loader: { ".wasm": "base64" },
  plugins: [made],
};

const entry = (name) => here(`src/${name}.js`);
const ENTRIES = ["index", "slim", "worker", "msw", "service-worker", "element", "define", "embed"];
const folderOf = (name) => (["element", "define", "embed"].includes(name) ? "element/" : "");
await build({
  ...shared,
  entryPoints: Object.fromEntries(ENTRIES.map((name) => [name, entry(folderOf(name) + name)])),
  outdir: here("dist"),
  format: "esm",
  splitting: true,
  chunkNames: "shared-[hash]",
});
await build({
  ...shared,
  entryPoints: { index: entry("index"), slim: entry("slim") },
  outdir: here("dist"),
  format: "cjs",
  outExtension: { ".js": ".cjs" },
});

// TypeScript wants a declaration of its own for each form of a module.
const types = await readFile(here("glue/echoscope.d.ts"), "utf8");
await writeFile(here("dist/engine.d.ts"), types);
await writeFile(here("dist/engine.d.cts"), types);
for (const name of ["api", "index", "slim", "worker", "msw", "service-worker", "element", "define"]) {
  const text = await readFile(here(`types/${name}.d.ts`), "utf8");
  await writeFile(here(`dist/${name}.d.ts`), text);
  await writeFile(here(`dist/${name}.d.cts`), text.replaceAll(/(from "\.\/[\w-]+)\.js"/g, '$1.cjs"'));
}

for (const [from, to] of [
  [root("tests/scenarios"), here("dist/scenarios")],
  [root("docs/report.schema.json"), here("dist/schema/report.json")],
  [root("docs/match.schema.json"), here("dist/schema/match.json")],
  [root("docs/openapi.json"), here("dist/schema/openapi.json")],
  [here("src/element/embed.html"), here("dist/embed.html")],
  [here("src/element/embed.css"), here("dist/embed.css")],
]) {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true });
}

// The stories as the engine has just played them: the element shows them without loading it.
const { load } = await import("./dist/index.js");
const { playScenario } = await load();
await mkdir(here("dist/stories"), { recursive: true });
for (const [name, file] of stories) {
  const play = playScenario(await readFile(root(`tests/scenarios/${file}`), "utf8"));
  const failed = play.mistake ?? play.steps.find(({ failure }) => failure !== undefined);
  if (failed !== undefined) throw new Error(`${file} does not play: ${JSON.stringify(failed)}`);
  await writeFile(here(`dist/stories/${name}.js`), `export default ${JSON.stringify(play)};\n`);
}
