// Records the terminals that the documents show anew: `node tests/sdk/recordings/record.mjs`, after `cargo xtask package`.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { checked, FOLDER, PICTURES } from "./play.mjs";

await mkdir(FOLDER, { recursive: true });
for (const [name, play] of Object.entries(PICTURES)) await writeFile(new URL(name, FOLDER), await play());

// npm shows no pictures of a repository: the package's README has the text.
const readme = new URL("../../../web/npm/README.md", import.meta.url);
const shown = /(?<=^\$ npx echoscope check june\.csv\n).*?(?=\n```$)/ms;
const text = (await checked()).join("\n");
await writeFile(readme, (await readFile(readme, "utf8")).replace(shown, () => text));
