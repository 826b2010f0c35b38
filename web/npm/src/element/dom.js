// Making parts of a page. Text is always set as text: whatever a scenario holds, it is shown and never read as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** An element with its properties and children. What is undefined or false is left out; `on` holds listeners. */
export const h = (name, properties, ...children) => filled(document.createElement(name), properties, children);

/** The same for a part of a drawing. */
export const s = (name, properties, ...children) => filled(document.createElementNS(SVG, name), properties, children);

function filled(element, properties = {}, children) {
  const { on = {}, style = {}, ...attributes } = properties;
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
  // Through the object model, which a content security policy allows where it forbids style attributes.
  for (const [name, value] of Object.entries(style)) element.style.setProperty(name, value);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  element.append(...children.flat().filter((child) => child !== undefined && child !== false));
  return element;
}

/** Sets an attribute, or takes it away. */
export function set(element, name, value) {
  if (value === undefined || value === false) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value === true ? "" : value);
}

/** Sets a text, and leaves the page alone where it says the same already. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** The icons of the page, on a grid of 24; silent for screen readers. */
const ICONS = {
  brand: "M6 12h.01M10 8a6 6 0 0 1 0 8M14 5a10.5 10.5 0 0 1 0 14M18 2a15 15 0 0 1 0 20",
  good: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M8 12.2l2.8 2.8L16 9.5",
  bad: "M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3ZM9 9l6 6M15 9l-6 6",
  lock: "M5 11h14v10H5ZM8 11V7.5a4 4 0 0 1 8 0V11",
  first: "M6 5v14M18 5l-9 7l9 7Z",
  back: "M15 5l-8 7l8 7",
  play: "M8 5l11 7l-11 7Z",
  pause: "M8.5 5v14M15.5 5v14",
  on: "M9 5l8 7l-8 7",
  last: "M18 5v14M6 5l9 7l-9 7Z",
  out: "M9 5h10v10M19 5 6 18",
};

export const icon = (name) => s("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" }, s("path", { d: ICONS[name] }));
