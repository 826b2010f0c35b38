// The small part of Markdown that scenarios are written in. What is like nothing else is a paragraph, so nothing is lost;
// addresses are not made into links, because a scenario may come from anywhere.

import { h } from "./dom.js";

export function blocks(text) {
  const found = [];
  let rows = [];
  const flush = () => {
    if (rows.length > 0) found.push(block(rows));
    rows = [];
  };
  for (const row of text.split("\n")) {
    const heading = /^#+\s*(.*)$/.exec(row);
    if (heading !== null || row.trim() === "") flush();
    if (heading !== null) found.push(h("p", { class: "prose-title" }, spans(heading[1])));
    else if (row.trim() !== "") rows.push(row);
  }
  flush();
  return found;
}

function block(rows) {
  const isList = /^- |^\d+\. /.exec(rows[0]);
  if (isList === null) return h("p", {}, spans(rows.map((row) => row.trim()).join(" ")));
  const items = [];
  for (const row of rows) {
    const item = /^(?:- |\d+\. )(.*)$/.exec(row);
    if (item === null) items[items.length - 1] += ` ${row.trim()}`;
    else items.push(item[1]);
  }
  return h(rows[0].startsWith("-") ? "ul" : "ol", {}, items.map((item) => h("li", {}, spans(item))));
}

const MARKED = /`([^`]+)`|\*\*(.+?)\*\*|\*([^\s*](?:.*?[^\s*])?)\*|\[([^\]]+)\]\([^)]*\)/g;

/** Code, emphasis and the words of links. A mark without its partner is an ordinary character. */
function spans(text) {
  const found = [];
  let end = 0;
  for (const match of text.matchAll(MARKED)) {
    const [whole, code, strong, emphasis, link] = match;
    found.push(text.slice(end, match.index));
    if (code !== undefined) found.push(h("code", {}, code));
    else if (strong !== undefined) found.push(h("strong", {}, spans(strong)));
    else if (emphasis !== undefined) found.push(h("em", {}, spans(emphasis)));
    else found.push(...spans(link));
    end = match.index + whole.length;
  }
  return [...found, text.slice(end)].filter((span) => span !== "");
}
