// Runs the Echo tests that come inside Mangopay's own SDK, unchanged, against a running sandbox.

import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startSandbox } from "./sandbox.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const sdk = dirname(createRequire(import.meta.url).resolve("mangopay4-nodejs-sdk/package.json"));
const services = (name) => join(sdk, "test/services", name);
// The suites that are about Echo, by their own names. Its other tests are about the rest of Mangopay.
const SUITES = [services("PayIns.js"), services("Settlements.js"), services("ReportsV2.js")];
const NAMES = "PayIn Intent|^Settlements|^Reports V2";

const sandbox = await startSandbox();
const mocha = [
  join(here, "node_modules/mocha/bin/mocha"),
  ...["--require", join(here, "point-at-sandbox.cjs"), "--timeout", "30000", "--grep", NAMES, ...SUITES],
];
const run = spawn(process.execPath, mocha, {
  cwd: here,
  stdio: "inherit",
  env: { ...process.env, ECHOSCOPE_URL: sandbox.url, FORCE_COLOR: "0" },
});
const code = await new Promise((resolve) => run.once("exit", (status) => resolve(status ?? 1)));
await sandbox.stop();
process.exitCode = code;
