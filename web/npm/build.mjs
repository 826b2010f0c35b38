// Builds dist from what wasm-bindgen wrote into glue: `node build.mjs`. `cargo xtask package` runs it.

import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";

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

const factory = await engineFactory();
const engine = {
  name: "engine",
  setup(build) {
    build.onResolve({ filter: /^echoscope-engine$/ }, () => ({ path: "engine", namespace: "engine" }));
    build.onLoad({ filter: /.*/, namespace: "engine" }, () => ({ contents: factory, loader: "js" }));
  },
};

const shared = {
  bundle: true,
  target: "es2022",
  minify: true,
  legalComments: "none",
  loader: { ".wasm": "base64" },
  plugins: [engine],
};

const entry = (name) => here(`src/${name}.js`);
await build({
  ...shared,
  entryPoints: Object.fromEntries(["index", "slim", "worker", "msw", "service-worker"].map((name) => [name, entry(name)])),
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
for (const name of ["api", "index", "slim", "worker", "msw", "service-worker"]) {
  const text = await readFile(here(`types/${name}.d.ts`), "utf8");
  await writeFile(here(`dist/${name}.d.ts`), text);
  await writeFile(here(`dist/${name}.d.cts`), text.replaceAll(/(from "\.\/[\w-]+)\.js"/g, '$1.cjs"'));
}

for (const [from, to] of [
  [root("tests/scenarios"), here("dist/scenarios")],
  [root("docs/report.schema.json"), here("dist/schema/report.json")],
  [root("docs/match.schema.json"), here("dist/schema/match.json")],
  [root("docs/openapi.json"), here("dist/schema/openapi.json")],
]) {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true });
}
