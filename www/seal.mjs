// Trunk starts the page from a script written into index.html. Our content security policy forbids such scripts,
// so each of them is moved into a file of its own, named after its content. Then the service worker is told what to keep.
//
// The script with which `trunk serve` reloads the page has two blanks that Trunk fills in index.html alone, while
// serving. Moved, it has to find its server by itself.

import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** Too large to be kept by everybody who looks at the page: kept once somebody has used it. */
const KEPT_LATER = "embed/engine.wasm";

export async function seal(folder) {
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
  await tellServiceWorker(folder, sealed);
}

/** It keeps every file of this build; its own text changes with any of them. */
async function tellServiceWorker(folder, index) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"));
  const names = paths.filter((name) => !["offline.js", "index.html"].includes(name)).sort();
  const build = createHash("sha256").update(index);
  for (const name of names) build.update(name).update(await readFile(join(folder, name)));
  const kept = ["", ...names.filter((name) => name !== KEPT_LATER)].map((name) => `./${name.replace(/(^|\/)index\.html$/, "$1")}`);
  const worker = join(folder, "offline.js");
  const filled = (await readFile(worker, "utf8"))
    .replace("{{BUILD}}", `echoscope-${build.digest("hex").slice(0, 16)}`)
    .replace('"{{FILES}}"', kept.map((name) => JSON.stringify(name)).join(", "))
    .replace("{{LATER}}", `./${KEPT_LATER}`);
  await writeFile(worker, filled);
}
