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

/** A story as a part of an address, and back; the element of the npm package packs in the same way. */
window.packStory = async (text) => (await import("./packing.js")).pack(text);
window.unpackStory = async (packed) => (await import("./packing.js")).unpack(packed);

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
