// The stage of the walks in Firefox: the built page in a real Firefox, driven over WebDriver BiDi, that reports every error.

import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { servePage } from "../served.mjs";

const PATIENCE = 15_000;

/** Starts the server and the browser; `close` ends both. */
export async function openStage() {
  assert.ok(process.env.FIREFOX, "FIREFOX must name a Firefox: run `cargo xtask test browser --firefox`.");
  const downloads = await mkdtemp(join(tmpdir(), "echoscope-"));
  const server = await servePage();
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX,
    extraPrefsFirefox: {
      "browser.download.dir": downloads,
      "browser.download.folderList": 2,
      "browser.download.always_ask_before_handling_new_types": false,
      "intl.accept_languages": "en-GB",
      "ui.prefersReducedMotion": 1,
    },
  });
  return {
    address: server.address,
    visit: (options) => visit(browser, server.address, downloads, options),
    /** From now on the page is without a network. */
    stopServing: server.close,
    close: async () => {
      await browser.close();
      await server.close();
      await rm(downloads, { recursive: true });
    },
  };
}

async function visit(browser, address, downloads, { path = "", width = 1440, height = 1000 } = {}) {
  const context = await browser.createBrowserContext();
  const tab = await context.newPage();
  await tab.setViewport({ width, height });
  const faults = watch(tab, address);
  await tab.goto(address + path, { waitUntil: "load" });
  return {
    tab,
    ...hands(tab),
    saved: (press) => saved(downloads, press),
    /** Fails the test if the page said anything that a visitor's console should not hold. */
    leave: async () => {
      await context.close();
      assert.deepEqual(faults, []);
    },
  };
}

function watch(tab, address) {
  const faults = [];
  tab.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) faults.push(`console ${message.type()}: ${message.text()}`);
  });
  tab.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
  tab.on("request", (request) => {
    const stays = request.url().startsWith(address) || /^(?:data|blob):/.test(request.url());
    if (!stays) faults.push(`left this machine: ${request.url()}`);
  });
  return faults;
}

/** Asks until the answer is not false. */
export async function until(what, ask) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    assert.ok(Date.now() < end, `not seen: ${what}`);
    await new Promise((next) => setTimeout(next, 40));
  }
}

/** What a visitor does: look, press, write. A selector may lead into a shadow root with ` >>> `; `text` is what an element
 *  says or is called. */
function hands(tab) {
  const find = (selector, text) => tab.evaluateHandle(found, selector, text);
  const seen = (selector, text) =>
    until(`${selector} ${text ?? ""}`, async () => {
      const element = (await find(selector, text)).asElement();
      return element;
    });
  return {
    seen,
    gone: (selector, text) => until(`${selector} gone`, async () => !(await find(selector, text)).asElement()),
    press: async (selector, text) => (await seen(selector, text)).click(),
    read: async (selector) => (await seen(selector)).evaluate((element) => element.value ?? element.innerText),
    write: async (selector, value) => {
      const field = await seen(selector);
      await field.click({ count: 3 });
      await field.type(value);
    },
    count: (selector) => tab.evaluate((selector) => document.querySelectorAll(selector).length, selector),
    keys: async (...names) => {
      for (const name of names) await tab.keyboard.press(name);
    },
    drop: (selector, { name, bytes }) => tab.evaluate(dropped, selector, name, [...bytes]),
  };
}

/** Runs on the page. */
function found(selector, text) {
  const [inside, outside] = selector.split(" >>> ").reverse();
  const roots = outside ? [...document.querySelectorAll(outside)].map(({ shadowRoot }) => shadowRoot) : [document];
  const all = roots.flatMap((root) => [...(root?.querySelectorAll(inside) ?? [])]);
  // What is drawn, or not laid out before it comes into sight, has no `innerText`.
  const says = (element) => [element.getAttribute("aria-label"), (element.innerText || element.textContent).trim()];
  const fits = (element) => text === undefined || says(element).some((words) => words === text || (words?.includes(text) && !element.matches("button")));
  return all.find((element) => element.checkVisibility({ visibilityProperty: true }) && fits(element)) ?? null;
}

/** Runs on the page: a file is dropped as a hand with a mouse would. */
function dropped(selector, name, bytes) {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([new Uint8Array(bytes)], name, { type: "text/csv" }));
  for (const event of ["dragenter", "dragover", "drop"]) {
    document.querySelector(selector).dispatchEvent(new DragEvent(event, { dataTransfer, bubbles: true, cancelable: true }));
  }
}

async function saved(downloads, press) {
  const before = new Set(await readdir(downloads));
  await press();
  const name = await until("a saved file", async () => {
    const names = await readdir(downloads);
    return !names.some((name) => name.endsWith(".part")) && names.find((name) => !before.has(name));
  });
  const bytes = await until("the content of the saved file", async () => {
    const bytes = await readFile(join(downloads, name));
    return bytes.length > 0 && bytes;
  });
  return { name, bytes };
}
