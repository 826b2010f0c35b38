// The playground in other people's pages: as an element and as a frame, on the demonstration page and on bare ones.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { openStage, screenshots } from "./stage.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

let stage, axe;
before(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  stage = await openStage();
});
after(() => stage?.close());

const FOLDER = "embed/";
const press = (place, name) => place.getByRole("button", { name, exact: true }).click();
const stands = (place, text) => place.locator(".stands").getByText(text).waitFor();

/** A page of one's own in the folder of the frame: the markup, and what it does. */
async function page(html, { script = "", define = true, ...options } = {}) {
  const visit = await stage.visit({ ...options, blank: true });
  const { tab } = visit;
  await tab.route("**/embed/own.html", (route) =>
    route.fulfill({
      contentType: "text/html",
      headers: { "content-security-policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src data:; connect-src 'self'" },
      body: `<!doctype html><meta charset="utf-8"><title>Own</title><link rel="icon" href="data:,"><script type="module" src="own.js"></script><body>${html}`,
    }),
  );
  const known = define ? `import { EchoPlayground } from "./define.js"; EchoPlayground.engine = () => import("./slim.js").then(({ load }) => load({ module: new URL("engine.wasm", location.href) }));` : "";
  // What is told before a test listens is kept.
  const told = `window.told = []; for (const name of ["ready", "step", "finished", "refused", "error"]) addEventListener("echo-" + name, ({ detail }) => told.push([name, detail]));`;
  await tab.route("**/embed/own.js", (route) => route.fulfill({ contentType: "text/javascript", body: `${known}${told}${script}` }));
  await tab.goto(`${stage.address}${FOLDER}own.html`);
  return { ...visit, element: tab.locator("echo-playground").first(), told: (name) => tab.evaluate((name) => window.told.filter(([told]) => told === name).map(([, detail]) => detail), name) };
}

/** Requests for the engine, so that a test can say that none was needed. */
function engineLoads(tab) {
  const loads = [];
  tab.on("request", (request) => request.url().endsWith(".wasm") && loads.push(request.url()));
  return loads;
}

test("a story of the package is shown without the engine, played by mouse, and tells what happens", async () => {
  const { tab, element, told, leave } = await page('<echo-playground scenario="overview"></echo-playground>');
  const loads = engineLoads(tab);
  await stands(element, "intent order-1: AUTHORIZED");
  assert.deepEqual(await told("ready"), [{ scenario: "overview", title: "From authorization to the seller's wallet", steps: 11 }]);
  await press(element, "One step on");
  await stands(element, "intent order-1: CAPTURED");
  await element.locator('.room .arrow[data-from="AUTHORIZED"][data-to="CAPTURED"][data-passed]').waitFor();
  await element.locator('.cast [data-object="c1"][data-status="CAPTURED"]').waitFor();
  await element.getByRole("status").getByText("intent order-1 goes from AUTHORIZED to CAPTURED").waitFor();
  await press(element, "To the end");
  await stands(element, "split s1: COMPLETED");
  await element.locator('.cast [data-object="s1"][data-status="COMPLETED"]').waitFor();
  await element.getByText("Money", { exact: true }).click();
  await element.locator('[data-account="anna.EUR"]').getByText("90.00 EUR").waitFor();
  await element.locator(".conserved").getByText("100.00 EUR").waitFor();
  await element.getByText("Overview", { exact: true }).click();
  await element.locator('[data-mark="7B"].lit').waitFor();
  assert.deepEqual(await told("finished"), [{ position: 11 }]);
  assert.equal((await told("step")).at(-1).text.split(" @")[0], "execute s1");
  assert.deepEqual(loads, []);
  await leave();
});

test("every story of the package is shown from its beginning to its end, in every view", async () => {
  const { element, told, leave } = await page('<echo-playground step="0"></echo-playground>');
  const names = (await readdir(join(root, "tests/scenarios"))).filter((name) => name.endsWith(".md"));
  for (const name of names) {
    const ended = await element.evaluate(async (element, name) => {
      const ready = new Promise((done, failed) => {
        element.addEventListener("echo-ready", done, { once: true });
        element.addEventListener("echo-error", ({ detail }) => failed(new Error(detail.message)), { once: true });
      });
      element.scenario = name;
      await ready;
      for (const view of ["stage", "money", "overview"]) {
        element.view = view;
        for (element.step = 0; element.step < element.steps; ) element.next();
      }
      return element.step === element.steps && element.steps > 1;
    }, name);
    assert.ok(ended, name);
  }
  assert.ok(names.length >= 50);
  assert.deepEqual((await told("error")).map(({ code }) => code), ["no-scenario"], "only before there was one");
  await leave();
});

test("a step that is refused moves nothing: the stage shows what it is about, and why", async () => {
  const { element, told, leave } = await page('<echo-playground scenario="shortage" step="10"></echo-playground>');
  await stands(element, "settlement f1: INSUFFICIENT_FUNDS");
  await press(element, "One step on");
  await stands(element, "split s1: PENDING_FUNDS_RECEPTION");
  await element.locator(".refusal").getByText("wrong-split-status").waitFor();
  assert.equal((await told("refused"))[0].refusal.code, "wrong-split-status");
  await leave();
});

test("the keyboard alone steps, scrubs, plays and chooses", async () => {
  const { tab, element, leave } = await page('<echo-playground scenario="17-shortage"></echo-playground>');
  await stands(element, "AUTHORIZED");
  await tab.keyboard.press("Tab");
  const focused = () => tab.evaluate(() => document.querySelector("echo-playground").shadowRoot.activeElement?.tagName);
  assert.equal(await focused(), "INPUT");
  await element.locator(".cast [data-object]").first().focus();
  await tab.keyboard.press("ArrowRight");
  await element.locator(".bar-count").getByText("4 / 14").waitFor();
  await tab.keyboard.press("ArrowLeft");
  await element.locator(".bar-count").getByText("3 / 14").waitFor();
  await element.getByRole("slider").focus();
  await tab.keyboard.press("End");
  await element.locator(".bar-count").getByText("14 / 14").waitFor();
  await element.getByRole("button", { name: "Play", exact: true }).focus();
  await tab.keyboard.press("Enter");
  await element.getByRole("button", { name: "Pause", exact: true }).waitFor();
  await tab.keyboard.press("Enter");
  await element.getByRole("button", { name: "Play", exact: true }).waitFor();
  await leave();
});

test("whoever asks by keyboard keeps their place", async () => {
  const { tab, element, leave } = await page('<echo-playground scenario="overview" step="4"></echo-playground>');
  await stands(element, "AUTHORIZED");
  const focused = () => tab.evaluate(() => document.querySelector("echo-playground").shadowRoot.activeElement?.textContent);
  const enter = async (place) => {
    await place.waitFor();
    await place.focus();
    await tab.keyboard.press("Enter");
  };
  await enter(element.getByText("Ask for something else here"));
  await enter(element.locator(".asks-refused summary"));
  await enter(element.locator('.ask.refused[data-trigger="refund_all"]'));
  await enter(element.getByRole("button", { name: "Do this first" }));
  await stands(element, "CAPTURED");
  assert.equal(await tab.evaluate(() => document.querySelector("echo-playground").shadowRoot.activeElement?.title), "Play");
  await enter(element.locator('.ask:not(.refused)[data-trigger="refund_all"]'));
  await stands(element, "REFUNDED");
  assert.equal(await focused(), "Ask for something else here");
  await leave();
});

test("a reader asks for something else: granted on their own way, refused with reasons and a first step", async () => {
  const { tab, element, told, leave } = await page('<echo-playground scenario="overview" step="4"></echo-playground>');
  await stands(element, "AUTHORIZED");
  await element.getByText("Ask for something else here").click();
  await element.locator(".asks-refused summary").click();
  await element.locator('.asking .refused[data-trigger="refund_all"]').click();
  const card = element.locator(".refusal");
  await card.getByText("wrong-intent-status").waitFor();
  assert.equal((await told("refused")).at(-1).refusal.code, "wrong-intent-status");
  await press(card, "Do this first");
  await stands(element, "CAPTURED");
  await element.getByText("This is your own way.").waitFor();
  await element.locator('.room .arrow[data-from="CAPTURED"][data-to="REFUNDED"].open').dispatchEvent("click");
  await stands(element, "REFUNDED");
  await element.locator('.room .arrow[data-from="DISPUTED"][data-to="DISPUTED_WON"]').dispatchEvent("click");
  await card.getByText(/This move leads from DISPUTED to DISPUTED_WON/).waitFor();
  await press(element, "Back to the story");
  await element.locator(".bar-count").getByText("/ 11").waitFor();
  await leave();
});

test("attributes and properties say what is shown, and go on saying it", async () => {
  const { tab, element, leave } = await page('<echo-playground scenario="overview" view="money" step="end" controls="none" subject="s1"></echo-playground>');
  await element.locator('[data-account="anna.EUR"]').waitFor();
  assert.equal(await element.locator(".bar").isVisible(), false);
  await element.getByText("Simulation, not Mangopay").waitFor();
  const set = (change) => element.evaluate((element, change) => Object.assign(element, change), change);
  await set({ view: "stage", controls: "full" });
  await stands(element, "split s1: COMPLETED");
  await set({ step: 6 });
  await stands(element, "split s1: CREATED");
  await set({ subject: "" });
  await set({ scenario: "dispute-won" });
  await element.locator(".title").getByText("A dispute is defended and won").waitFor();
  await element.evaluate((element) => element.setAttribute("step", "2"));
  await element.locator(".bar-count").getByText("2 /").waitFor();
  assert.deepEqual(await element.evaluate((element) => [element.step, element.playing, element.steps > 5]), [2, false, true]);
  await element.evaluate((element) => (element.next(), element.back(), element.next()));
  await element.locator(".bar-count").getByText("3 /").waitFor();
  await leave();
});

test("what cannot be shown says why, and leaves what the element holds", async () => {
  const inside = "<p>What I say myself.</p>";
  const { tab, element, told, leave } = await page(
    `<echo-playground scenario="shortge">${inside}</echo-playground><echo-playground view="mony" theme="pink" step="-1" playground="javascript:alert(1)" scenario="overview"></echo-playground><echo-playground>${inside}</echo-playground>`,
  );
  await element.getByText("Did you mean shortage?").waitFor();
  await element.getByText("What I say myself.").waitFor();
  const other = tab.locator("echo-playground").nth(1);
  await stands(other, "AUTHORIZED");
  assert.equal(await other.locator(".link").isVisible(), false);
  await tab.locator("echo-playground").nth(2).getByText("There is nothing to play").waitFor();
  assert.deepEqual((await told("error")).map(({ code }) => code).sort(), ["no-scenario", "unknown-scenario"]);
  // What is not understood is told to whoever wrote it.
  await leave(/<echo-playground>: (?:view="mony"|theme="pink"|step="-1"|playground="javascript:alert\(1\)") is not understood/);
});

test("an engine that does not come is told, and can be tried again", async () => {
  const { tab, element, told, leave } = await page('<echo-playground><pre>user anna</pre></echo-playground>', {
    script: `let tried = 0; const real = EchoPlayground.engine; EchoPlayground.engine = () => (tried++ === 0 ? Promise.reject(new Error("gone")) : real());`,
  });
  await element.getByText("The engine could not be loaded").waitFor();
  assert.equal((await told("error"))[0].code, "engine-failed");
  await element.locator("pre", { hasText: "user anna" }).waitFor();
  await press(element, "Try again");
  await element.locator(".bar-count").getByText("/ 1").waitFor();
  await leave();
});

test("hostile text is shown as text", async () => {
  const evil = '<img src=x onerror="window.struck = 1"><script>window.struck = 2</' + "script> ‮ \u0000";
  const steps = `intent o 100 EUR STRIPE reference "${evil.replaceAll('"', '""')}"\n  line l client 100`;
  const { tab, element, leave } = await page("<echo-playground></echo-playground>");
  await element.evaluate((element, text) => (element.text = text), `# ${evil}\n\n${evil} [x](javascript:alert(1)) \`${evil}\`\n\n\`\`\`echo\n${steps}\n\`\`\`\n`);
  await stands(element, "AUTHORIZED");
  await element.evaluate((element, text) => (element.text = text), evil);
  await element.getByText("This scenario cannot be read").waitFor();
  await element.evaluate((element, name) => ((element.text = undefined), (element.scenario = name)), evil);
  await element.getByText("There is no such scenario").waitFor();
  assert.deepEqual(await tab.evaluate(() => [window.struck, document.querySelector("echo-playground").shadowRoot.querySelectorAll("img, script, a[href]").length]), [undefined, 0]);
  await leave();
});

test("it loads when it is near, plays when it is seen, and rests when it is not", async () => {
  const { tab, element, told, leave } = await page(
    '<div id="tall"></div><echo-playground scenario="overview" speed="16" autoplay></echo-playground><div id="more"></div>',
    { script: `for (const id of ["tall", "more"]) document.getElementById(id).style.height = "4000px";`, motion: "no-preference" },
  );
  await tab.waitForTimeout(300);
  assert.deepEqual(await told("ready"), []);
  await tab.evaluate(() => document.querySelector("echo-playground").scrollIntoView({ block: "center" }));
  await element.locator('.cast [data-object="c1"][data-status]').waitFor();
  await element.locator(".token").first().waitFor({ state: "attached" });
  await element.evaluate((element) => (element.step = 2, element.play()));
  await tab.evaluate(() => scrollTo(0, 8000));
  await tab.waitForTimeout(300);
  const rested = await element.evaluate((element) => element.step);
  await tab.waitForTimeout(600);
  assert.equal(await element.evaluate((element) => element.step), rested);
  assert.equal(await element.evaluate((element) => element.playing), true);
  await tab.evaluate(() => document.querySelector("echo-playground").scrollIntoView({ block: "center" }));
  await element.locator(".bar-count").getByText("11 / 11").waitFor();
  await leave();
});

test("whoever asked for stillness is not played to", async () => {
  const { tab, element, leave } = await page('<echo-playground scenario="overview" speed="16" autoplay></echo-playground>');
  await stands(element, "AUTHORIZED");
  await tab.waitForTimeout(500);
  await element.locator(".bar-count").getByText("4 / 11").waitFor();
  assert.equal(await element.locator(".token").evaluateAll((tokens) => tokens.filter((token) => getComputedStyle(token).display !== "none").length), 0);
  await leave();
});

test("nothing on the page around it jumps while a story is played", async () => {
  const { tab, element, leave } = await page('<echo-playground step="0"></echo-playground><p id="below">Below.</p>');
  const below = () => tab.evaluate(() => document.getElementById("below").getBoundingClientRect().top + scrollY);
  for (const [scenario, view] of [["overview", "stage"], ["overview", "money"], ["shortage", "stage"], ["dispute-over-two-files", "overview"]]) {
    await element.evaluate((element, shown) => Object.assign(element, shown).reload(), { scenario, view });
    await element.locator(".bar-count").getByText(/^0 /).waitFor();
    const seen = new Set();
    for (let left = await element.evaluate(({ steps }) => steps); left >= 0; left -= 1) {
      seen.add(await below());
      if (left > 0) await press(element, "One step on");
    }
    assert.equal(seen.size, 1, `${scenario}, ${view}: ${[...seen].join(", ")}`);
  }
  await leave();
});

test("it follows the colours of the page around it, or its own theme, and takes others", async () => {
  const { tab, element, leave } = await page('<div id="around"><echo-playground scenario="overview"></echo-playground></div>', {
    script: `window.ground = () => getComputedStyle(document.querySelector("echo-playground").shadowRoot.querySelector(".playground")).backgroundColor;`,
  });
  await stands(element, "AUTHORIZED");
  const ground = () => tab.evaluate(() => window.ground());
  const [light, dark] = ["rgb(247, 246, 243)", "rgb(18, 19, 22)"];
  assert.equal(await ground(), light);
  await tab.evaluate(() => (document.getElementById("around").style.colorScheme = "dark"));
  assert.equal(await ground(), dark);
  await element.evaluate((element) => (element.theme = "light"));
  assert.equal(await ground(), light);
  await element.evaluate((element) => element.style.setProperty("--echo-paper", "rgb(1, 2, 3)"));
  assert.equal(await ground(), "rgb(1, 2, 3)");
  await leave();
});

test("an element that was made and filled before it was known is taken up as it is", async () => {
  const { element, leave } = await page("<div id=place></div>", {
    define: false,
    script: `
      const element = Object.assign(document.createElement("echo-playground"), { scenario: "full-cancel", view: "overview" });
      document.getElementById("place").append(element);
      await import("./define.js");
      // Moved to another place, it stays what it is.
      document.body.append(element);`,
  });
  await element.locator(".overview .lit").first().waitFor();
  await leave();
});

test("the frame says how high it is and what happens, and takes commands of the right shape only", async () => {
  const { tab, leave } = await stage.visit({ blank: true });
  await tab.goto(`${stage.address}${FOLDER}demo.html`);
  await tab.locator("#framed").scrollIntoViewIfNeeded();
  const inside = tab.frameLocator("#framed");
  await stands(inside, "intent order-1: DISPUTED");
  const height = () => tab.locator("#framed").evaluate((frame) => frame.style.height);
  const wanted = await inside.locator("echo-playground").evaluate((element) => `${Math.ceil(element.getBoundingClientRect().height)}px`);
  assert.equal(await height(), wanted);
  await press(tab, "One step on, from out here");
  await tab.locator("#said").getByText("step 7 of").waitFor();
  const send = (message) => tab.evaluate((message) => document.getElementById("framed").contentWindow.postMessage(message, "*"), message);
  for (const rubbish of [null, 7, "play", [], { echoscope: 1 }, { echoscope: "constructor" }, { echoscope: "__proto__" }, { echoscope: "step", position: "9" }, { echoscope: "scenario", name: {} }, { echoscope: "theme", theme: "x}" }]) await send(rubbish);
  await send({ echoscope: "step", position: 3 });
  await inside.locator(".bar-count").getByText("3 / 10").waitFor();
  await send({ echoscope: "theme", theme: "dark" });
  await inside.locator('html[data-theme="dark"]').waitFor({ state: "attached" });
  await send({ echoscope: "play" });
  await inside.getByRole("button", { name: "Pause", exact: true }).waitFor();
  await send({ echoscope: "pause" });
  await inside.getByRole("button", { name: "Play", exact: true }).waitFor();
  await send({ echoscope: "scenario", name: "zero-total" });
  await inside.locator(".title").getByText("zero", { exact: false }).waitFor();
  await send({ echoscope: "scenario", text: "user anna\nuser bob\nclock +1d" });
  await inside.locator(".bar-count").getByText("/ 3").waitFor();
  await leave();
});

test("the frame reads its address, and its link opens the same story on the page", async () => {
  const { tab, leave } = await stage.visit({ blank: true });
  await tab.goto(`${stage.address}${FOLDER}#scenario=overview&step=5&view=stage&theme=dark`);
  await stands(tab, "CAPTURED");
  await tab.goto(`${stage.address}${FOLDER}#text=${encodeURIComponent("user anna wallet EUR\nintent o 100 EUR STRIPE\n  line l anna 100")}&step=end`);
  await stands(tab, "intent o: AUTHORIZED");
  const opened = tab.waitForEvent("popup");
  await tab.getByRole("link", { name: "Open in the playground" }).click();
  const page = await opened;
  await page.locator("#story-title").getByText("A story", { exact: true }).waitFor();
  await leave();
});

test("the page gives a story as an element, and the element shows it", async () => {
  const { tab, leave } = await stage.visit({ hash: "#/simulate/overview/4" });
  /** What is given for a page, once it is something else than before: the field stays while its content is made. */
  const markup = async (before) => {
    await press(tab, "Copy for a page");
    await tab.getByText(/docs\/embed\.md says how/).waitFor();
    const field = tab.locator(".keep-link");
    for (let tries = 0; tries < 200 && (await field.inputValue()) === before; tries += 1) await tab.waitForTimeout(25);
    return field.inputValue();
  };
  const story = await markup();
  assert.equal(story, '<echo-playground scenario="overview" step="4"></echo-playground>');
  await tab.locator('.asking [data-trigger="cancel all that is left"]').click();
  await tab.getByText(/order-1: CANCELLED/i).waitFor();
  const own = await markup(story);
  await leave();
  const other = await page(own);
  await stands(other.element, "intent order-1: CANCELLED");
  await other.leave();
});

const SCENES = {
  article: ["demo.html", async (tab) => {
    for (const id of ["shortage", "own-story", "money"]) {
      await tab.locator(`#${id}`).scrollIntoViewIfNeeded();
      await tab.locator(`#${id} .playground`).waitFor();
    }
    await tab.locator("#framed").scrollIntoViewIfNeeded();
    await stands(tab.frameLocator("#framed"), "DISPUTED");
    await tab.evaluate(() => scrollTo(0, 0));
  }],
  frame: ["#scenario=shortage&step=10", (tab) => stands(tab, "INSUFFICIENT_FUNDS")],
  asked: ["#scenario=overview&step=4", async (tab) => {
    await tab.getByText("Ask for something else here").click();
    await tab.locator(".asks-refused summary").click();
    await tab.locator(".ask.refused").first().click();
    await tab.locator(".refusal").waitFor();
  }],
  money: ["#scenario=shortage&step=10&view=money", (tab) => tab.locator(".account .shortage").waitFor()],
  overview: ["#scenario=overview&step=9&view=overview", (tab) => tab.locator(".overview .lit").first().waitFor()],
  trouble: ["#scenario=nothing", (tab) => tab.getByText("There is no such scenario").waitFor()],
};

for (const theme of ["light", "dark"]) {
  for (const width of [390, 1440]) {
    test(`axe finds nothing, and there is a picture: ${theme}, ${width}`, async () => {
      for (const [name, [address, prepare]] of Object.entries(SCENES)) {
        const { tab, leave } = await stage.visit({ theme, width, blank: true });
        await tab.goto(`${stage.address}${FOLDER}${address}`);
        await prepare(tab);
        assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth > 0), false, `${name} scrolls sideways`);
        await tab.screenshot({ path: join(screenshots, `embed-${name}-${theme}-${width}.png`), fullPage: true });
        await tab.evaluate(axe);
        const violations = await tab.evaluate(async () => {
          const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
          return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
        });
        // A frame is a part of a page: the page around it has the landmarks and the heading.
        const ofPages = /^(?:landmark-one-main|page-has-heading-one|region):/;
        assert.deepEqual(address.startsWith("#") ? violations.filter((found) => !ofPages.test(found)) : violations, [], name);
        await leave();
      }
    });
  }
}
