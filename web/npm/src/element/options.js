// What the attributes of the element say. What is not understood falls back to the default, and is told to whoever wrote it.

import { badAttribute } from "./texts.js";

/** The values that an attribute can have; the first one holds where it is not given. */
const CHOICES = {
  view: ["stage", "money", "overview"],
  theme: ["auto", "light", "dark"],
  controls: ["full", "player", "none"],
  speed: ["1", "2", "4", "16"],
};
export const SPEEDS = CHOICES.speed.map(Number);
export const VIEWS = CHOICES.view;
export const ATTRIBUTES = ["scenario", "step", "subject", "autoplay", "playground", ...Object.keys(CHOICES)];

/** What an attribute with a list of choices says. */
export function choice(element, name) {
  const value = element.getAttribute(name);
  const [fallback, ...others] = CHOICES[name];
  if (value === null || value === "" || value === fallback) return fallback;
  if (others.includes(value)) return value;
  console.warn(badAttribute(name, value, CHOICES[name].join(", ")));
  return fallback;
}

/** How far the story shall be played at first; undefined leaves that to the story. */
export function stepOf(element) {
  const value = element.getAttribute("step");
  if (value === null || value === "") return undefined;
  if (value === "end") return Infinity;
  if (/^\d{1,6}$/.test(value)) return Number(value);
  console.warn(badAttribute("step", value, "a number from 0 on, or end"));
  return undefined;
}

/** The address of the page, for the link that leads there. Only addresses of pages: nothing that would be run. */
export function playgroundOf(element) {
  const value = element.getAttribute("playground");
  if (value === null || value === "") return undefined;
  if (URL.canParse(value, document.baseURI)) {
    const address = new URL(value, document.baseURI);
    if (["http:", "https:", "file:"].includes(address.protocol)) return address.href.replace(/#.*$/, "");
  }
  console.warn(badAttribute("playground", value, "the address of a page of Echoscope"));
  return undefined;
}
