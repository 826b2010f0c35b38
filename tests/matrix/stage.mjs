// A project with nothing but the packed package in it, a server for what the tools build, and a Chromium to run it.

import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";

export const TARBALL = process.env.ECHOSCOPE_TARBALL;
if (!TARBALL) throw new Error("Run this with `cargo xtask test matrix`, which packs the package first.");

/** What every cell does: the same world everywhere has the same fingerprint, and a bad file the same first finding. */
export const USE = `
export async function use({ Echo, checkSettlement }) {
  const echo = new Echo({ seed: 5 });
  echo.registerUser("anna");
  echo.registerWallet("anna", "EUR");
  echo.receiveFunds("STRIPE", "EUR", 100);
  return echo.fingerprint() + " " + checkSettlement("nonsense").finding(0).code;
}
`;

/** An empty project with the package in it, and the given files. */
export function project(files) {
  const folder = mkdtempSync(join(tmpdir(), "echoscope-matrix-"));
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  for (const [name, content] of Object.entries({ "use.js": USE, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts", TARBALL], { cwd: folder, stdio: "pipe" });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; img-src data:";

/** Serves a folder under a strict content security policy. */
export async function serve(folder) {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, "http://x").pathname);
    try {
      const content = await readFile(join(folder, path === "/" ? "index.html" : path));
      response.writeHead(200, { "Content-Type": TYPES[extname(path)] ?? "text/html", "Content-Security-Policy": POLICY });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

let browser;

/** Opens a page and waits for what it puts into `document.title`. Errors of the page fail the cell. */
export async function titleOf(url) {
  browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && !/favicon/.test(message.location().url) && errors.push(message.text()));
  await page.goto(url);
  await page.waitForFunction(() => document.title !== "", undefined, { timeout: 60_000 }).catch((error) => errors.push(error.message));
  const title = await page.title();
  await page.close();
  if (errors.length > 0) throw new Error(errors.join("\n"));
  return title;
}

export async function closeBrowser() {
  await browser?.close();
}
