// The door to the place to play, and what that place asks of the browser: links, pictures, the clipboard.
"use strict";

let opened;

/** Fills the element with the id "playhouse". Its module brings the whole engine along, so it is loaded when somebody
 *  comes to it; after a failure it is tried again. */
window.openPlayhouse = () => {
  opened ??= import("./simulate.js").then((module) => module.default());
  opened.catch(() => {
    opened = undefined;
  });
  return opened.then(() => undefined);
};

const through = async (bytes, stream) =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());

/** A text for an address: raw deflate, then base64 in the letters of addresses, without padding. */
window.packStory = async (text) => {
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  const letters = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return letters.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

window.unpackStory = async (packed) => {
  const bytes = Uint8Array.from(atob(packed.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  return new TextDecoder("utf-8", { fatal: true }).decode(await through(bytes, new DecompressionStream("deflate-raw")));
};

window.copyText = (text) => navigator.clipboard.writeText(text);

const STYLES = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity", "font-family", "font-size", "font-weight", "text-anchor", "display"];

/** The first picture that the selector finds, as SVG that needs no style sheet, or as PNG with two dots a unit. */
window.pictureOf = async (selector, kind) => {
  const shown = document.querySelector(selector);
  if (!shown) throw new Error("there is no picture");
  const copy = shown.cloneNode(true);
  const parts = copy.querySelectorAll("*");
  shown.querySelectorAll("*").forEach((part, place) => {
    const style = getComputedStyle(part);
    for (const name of STYLES) parts[place].setAttribute(name, style.getPropertyValue(name));
    parts[place].removeAttribute("class");
    parts[place].removeAttribute("style");
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const svg = new XMLSerializer().serializeToString(copy);
  if (kind === "svg") return new Blob([svg], { type: "image/svg+xml" });
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 2 * Number(shown.getAttribute("width"));
  canvas.height = 2 * Number(shown.getAttribute("height"));
  const context = canvas.getContext("2d");
  context.fillStyle = getComputedStyle(shown.closest(".card") ?? document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture")))));
};
