// The frame: one playground on a page of its own, for sites that take an <iframe> and no script. What it shows stands
// behind the # of its address, so no server learns it; with the page around it, it speaks in messages.
//
// Whoever embeds it may be anybody, so a message can do no more than a reader can: it is taken apart by its shape, and
// what it brings is shown as text. What goes out is what the reader sees, and therefore goes to any origin.

import { EchoPlayground } from "./element.js";
import { unpack } from "./packing.js";

// Not by `define.js`: bundlers drop effects of modules that are not named in the package's `sideEffects`, and what two
// entries have in common is moved into a module that has no name.
customElements.define("echo-playground", EchoPlayground);

/** Here the module is a file beside this one, compiled while it arrives. */
EchoPlayground.engine = () => import("../slim.js").then(({ load }) => load({ module: new URL("engine.wasm", import.meta.url) }));

const ATTRIBUTES = ["scenario", "view", "step", "speed", "subject", "controls", "playground", "autoplay"];
const THEMES = ["light", "dark"];
const EVENTS = ["ready", "step", "finished", "refused", "error"];

const playground = document.createElement("echo-playground");
const { body, documentElement: page } = document;

function show(theme) {
  if (THEMES.includes(theme)) page.dataset.theme = theme;
  else delete page.dataset.theme;
}

/** `#scenario=shortage&view=money`, or `#text=…` with a scenario in it, or `#story=1.…` as links of the page have it. */
async function read() {
  const asked = new URLSearchParams(location.hash.slice(1));
  show(asked.get("theme"));
  for (const name of ATTRIBUTES) {
    const value = asked.get(name) ?? (name === "playground" ? body.dataset.playground : undefined);
    if (value === undefined || (name === "autoplay" && value === "false")) playground.removeAttribute(name);
    else playground.setAttribute(name, value);
  }
  playground.text = asked.has("story") ? await unpack(asked.get("story").replace(/^1\./, "")).catch(() => "") : (asked.get("text") ?? undefined);
}

function tell(name, detail) {
  if (parent !== window) parent.postMessage({ echoscope: name, ...detail }, "*");
}

for (const name of EVENTS) {
  playground.addEventListener(`echo-${name}`, ({ detail: { cause, ...detail } }) => tell(name, detail));
}

const COMMANDS = {
  theme: ({ theme }) => show(theme),
  play: () => playground.play(),
  pause: () => playground.pause(),
  step({ position, by }) {
    if (Number.isInteger(position)) playground.step = position;
    else if (Number.isInteger(by)) playground.step += by;
  },
  scenario({ name, text }) {
    if (typeof text === "string") {
      playground.text = text;
    } else if (typeof name === "string") {
      playground.text = undefined;
      playground.scenario = name;
    }
  },
};

addEventListener("message", ({ source, data }) => {
  if (source !== parent || data === null || typeof data !== "object") return;
  if (Object.hasOwn(COMMANDS, data.echoscope)) COMMANDS[data.echoscope](data);
});
addEventListener("hashchange", read);

let height;
new ResizeObserver(() => {
  const now = Math.ceil(playground.getBoundingClientRect().height);
  if (now !== height) tell("height", { height: (height = now) });
}).observe(playground);

read().then(() => body.append(playground));
