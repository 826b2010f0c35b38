// The stage of the browser tests: the built page behind a small server, in a real Chromium that reports every error.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { servePage } from "./served.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
export const screenshots = process.env.ECHOSCOPE_SCREENSHOTS ?? join(root, "target/screenshots");

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the server and the browser; `close` ends both. */
export async function openStage() {
  assert.ok(process.env.CHROMIUM, "CHROMIUM must name a Chromium: run `cargo xtask test browser`.");
  const { address, close } = await servePage();
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
  return {
    address,
    /** A fresh visitor on the page, with the faults it has met so far. */
    visit: (options) => visit(browser, address, options),
    close: async () => {
      await browser.close();
      await close();
    },
  };
}

async function visit(browser, address, { theme = "light", width = 1440, height = 1000, hash = "", locale = "en-GB", motion = "reduce", blank = false } = {}) {
  const context = await browser.newContext({
    colorScheme: theme,
    locale,
    viewport: { width, height },
    reducedMotion: motion,
  });
  context.setDefaultTimeout(10_000);
  const tab = await context.newPage();
  const faults = watch(tab, address);
  await tab.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (violation) => {
      console.error(`policy violation: ${violation.violatedDirective} by ${violation.blockedURI}`);
    });
  });
  if (!blank) await tab.goto(address + hash, { waitUntil: "load" });
  return {
    tab,
    /** Fails the test if the page said anything that a visitor's console should not hold. */
    leave: async (expected) => {
      await context.close();
      assert.deepEqual(expected === undefined ? faults : faults.filter((fault) => !expected.test(fault)), []);
    },
  };
}

function watch(tab, address) {
  const faults = [];
  tab.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console ${message.type()}: ${message.text()}`);
  });
  tab.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
  tab.on("requestfailed", (request) => faults.push(`failed request: ${request.url()}`));
  tab.on("request", (request) => {
    const { protocol } = new URL(request.url());
    const stays = request.url().startsWith(address) || ["data:", "blob:"].includes(protocol);
    if (!stays) faults.push(`left this machine: ${request.url()}`);
  });
  return faults;
}

/** Drops files onto an element as a hand with a mouse would. */
export async function drop(tab, selector, ...files) {
  const transfer = await tab.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    for (const { name, bytes } of files) {
      transfer.items.add(new File([new Uint8Array(bytes)], name, { type: "text/csv" }));
    }
    return transfer;
  }, files.map(({ name, bytes }) => ({ name, bytes: [...bytes] })));
  for (const event of ["dragenter", "dragover", "drop"]) {
    await tab.dispatchEvent(selector, event, { dataTransfer: transfer });
  }
}

/** A sample of tests/corpus. */
export async function sample(name) {
  return { name: name.split("/").at(-1), bytes: await readFile(join(root, "tests/corpus", name)) };
}
