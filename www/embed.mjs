// Puts the frame of the npm package and its demonstration beside the page, as `embed/`. The package is built by
// `cargo xtask package`; where it is not there yet, the page goes without.

import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const from = (path) => new URL(path, import.meta.url);
const dist = from("../web/npm/dist/");

export async function placeFrame(folder) {
  const names = await readdir(dist).catch(() => []);
  if (!names.includes("embed.html")) {
    console.log("The page comes without its frame for other pages: `cargo xtask package` builds that.");
    return;
  }
  const embed = join(folder, "embed");
  await mkdir(embed, { recursive: true });

  /** Everything that these files import, however deep. Without the engine inside a script: the frame has it as a file. */
  const wanted = new Set(["engine.wasm", "embed.css"]);
  const take = async (name) => {
    if (wanted.has(name) || name === "index.js") return;
    wanted.add(name);
    const text = await readFile(new URL(name, dist), "utf8");
    for (const [, path] of text.matchAll(/(?:from|import)\s*\(?\s*"\.\/([\w-]+\.js)"/g)) await take(path);
  };
  for (const entry of ["embed.js", "define.js"]) await take(entry);
  for (const name of wanted) await cp(new URL(name, dist), join(embed, name));
  await cp(new URL("stories/", dist), join(embed, "stories"), { recursive: true });
  const html = await readFile(new URL("embed.html", dist), "utf8");
  await writeFile(join(embed, "index.html"), html.replace("<body>", '<body data-playground="../">'));
  for (const name of ["demo.html", "demo.css", "demo.js"]) await cp(from(`embed/${name}`), join(embed, name));
}
