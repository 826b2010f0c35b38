// What a page does with the element: it makes it known. Here the engine comes from the file that the frame needs too.
// With the frame: it gives it the height that it asks for, its own theme, and commands.

import { EchoPlayground } from "./define.js";

EchoPlayground.engine = () => import("./slim.js").then(({ load }) => load({ module: new URL("engine.wasm", import.meta.url) }));

const frame = document.getElementById("framed");
const said = document.getElementById("said");

addEventListener("message", ({ source, data }) => {
  if (source !== frame.contentWindow || typeof data?.echoscope !== "string") return;
  if (data.echoscope === "height") frame.style.height = `${data.height}px`;
  else said.textContent = `The frame said “${data.echoscope}”${data.position === undefined ? "" : `, step ${data.position} of ${data.steps ?? data.position}`}.`;
});

const tell = (message) => frame.contentWindow.postMessage(message, new URL(frame.src).origin);

document.getElementById("frame-on").addEventListener("click", () => tell({ echoscope: "step", by: 1 }));
document.getElementById("theme").addEventListener("change", ({ target }) => {
  document.documentElement.dataset.theme = target.value;
  tell({ echoscope: "theme", theme: target.value });
});
