// The hook of Trunk after a build: the frame for other pages comes beside the page, then the page is sealed.

import { placeFrame } from "./embed.mjs";
import { seal } from "./seal.mjs";

const folder = process.env.TRUNK_STAGING_DIR;
if (!folder) {
  console.error("finish.mjs is a hook of Trunk: run `trunk build`, or `cargo xtask play`.");
  process.exit(1);
}
await placeFrame(folder);
await seal(folder);
