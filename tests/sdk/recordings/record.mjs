// Records the pictures of docs/pictures anew: `node tests/sdk/recordings/record.mjs`, after `cargo xtask package`.

import { mkdir, writeFile } from "node:fs/promises";
import { FOLDER, PICTURES } from "./play.mjs";

await mkdir(FOLDER, { recursive: true });
for (const [name, play] of Object.entries(PICTURES)) await writeFile(new URL(name, FOLDER), await play());
