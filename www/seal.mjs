// Trunk starts the page from a script written into index.html. Our content security policy forbids such scripts,
// so this hook moves each of them into a file of its own, named after its content.
//
// The script with which `trunk serve` reloads the page has two blanks that Trunk fills in index.html alone, while
// serving. Moved, it has to find its server by itself.

import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const folder = process.env.TRUNK_STAGING_DIR;
if (!folder) {
  console.error("seal.mjs is a hook of Trunk: run `trunk build`, or `cargo xtask play`.");
  process.exit(1);
}

const page = join(folder, "index.html");
const inline = /<script(?![^>]*\ssrc\s*=)([^>]*)>([\s\S]*?)<\/script>/g;
const html = await readFile(page, "utf8");
const moved = [];

const sealed = html.replace(inline, (_, attributes, written) => {
  const code = written
    .replace(/(['"`])\{\{__TRUNK_ADDRESS__\}\}\1/, "location.host")
    .replace("{{__TRUNK_WS_BASE__}}", "/");
  const name = `start-${createHash("sha256").update(code).digest("hex").slice(0, 16)}.js`;
  moved.push(writeFile(join(folder, name), code));
  const kept = attributes.replace(/\snonce=(?:"[^"]*"|\S+)/, "");
  return `<script${kept} src="./${name}"></script>`;
});

await Promise.all(moved);
await writeFile(page, sealed);

// The service worker keeps every file of this build; its own text changes with any of them.
const files = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile());
const names = files.map(({ name }) => name).filter((name) => !["offline.js", "index.html"].includes(name)).sort();
const build = createHash("sha256").update(sealed);
for (const name of names) build.update(name).update(await readFile(join(folder, name)));
const worker = join(folder, "offline.js");
const filled = (await readFile(worker, "utf8"))
  .replace("{{BUILD}}", `echoscope-${build.digest("hex").slice(0, 16)}`)
  .replace('"{{FILES}}"', ["./", ...names.map((name) => `./${name}`)].map((name) => JSON.stringify(name)).join(", "));
await writeFile(worker, filled);
