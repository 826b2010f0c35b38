// Trunk starts the page from a script written into index.html. Our content security policy forbids such scripts,
// so this hook moves each of them into a file of its own, named after its content.

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
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

const sealed = html.replace(inline, (_, attributes, code) => {
  const name = `start-${createHash("sha256").update(code).digest("hex").slice(0, 16)}.js`;
  moved.push(writeFile(join(folder, name), code));
  const kept = attributes.replace(/\snonce=(?:"[^"]*"|\S+)/, "");
  return `<script${kept} src="./${name}"></script>`;
});

await Promise.all(moved);
await writeFile(page, sealed);
