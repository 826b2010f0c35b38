// The stage of the browser tests: the built page behind a small server, in a real Chromium that reports every error.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../..", import.meta.url));
export const screenshots = process.env.ECHOSCOPE_SCREENSHOTS ?? join(root, "target/screenshots");
export const page = process.env.ECHOSCOPE_PAGE ?? join(root, "target/page");

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const KINDS = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".csv": "text/csv; charset=utf-8",
  ".json": "application/json",
  ".woff2": "font/woff2",
};

/** Starts the server and the browser; `close` ends both. */
export async function openStage() {
  assert.ok(process.env.CHROMIUM, "CHROMIUM must name a Chromium: run `cargo xtask test browser`.");
  const server = await serve(page);
  const address = `http://127.0.0.1:${server.address().port}/`;
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
  return {
    address,
    /** A fresh visitor on the page, with the faults it has met so far. */
    visit: (options) => visit(browser, address, options),
    close: async () => {
      await browser.close();
      await new Promise((done) => server.close(done));
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

async function serve(folder) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = normalize(decodeURIComponent(pathname.endsWith("/") ? `${pathname}index.html` : pathname));
    try {
      const bytes = await readFile(join(folder, path));
      response.writeHead(200, { "content-type": KINDS[extname(path)] ?? "application/octet-stream" }).end(bytes);
    } catch {
      response.writeHead(404, { "content-type": "text/plain" }).end("Not found.");
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}
