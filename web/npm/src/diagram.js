// A lifecycle as a drawing. The edges are the engine's; here they only get a place on paper.

/** Mermaid's `stateDiagram-v2`, for Markdown. */
export function mermaid({ name, about, edges }) {
  const rows = edges.map(({ from, to, trigger }) => `    ${from ?? "[*]"} --> ${to}: ${trigger}`);
  return [`---`, `title: ${name}`, `---`, "stateDiagram-v2", `    %% ${about}`, ...rows, ""].join("\n");
}

/** Graphviz. A reading of ours is dashed. */
export function dot({ name, states, edges }) {
  const quoted = (text) => JSON.stringify(text);
  const nodes = states.map(({ value, meaning, isFinal }) => {
    const shape = isFinal ? ", peripheries=2" : "";
    return `  ${quoted(value)} [tooltip=${quoted(meaning)}${shape}];`;
  });
  const arrows = edges.map(({ from, to, trigger, mark }) => {
    const style = mark === "chosen" ? ", style=dashed" : "";
    return `  ${quoted(from ?? "")} -> ${quoted(to)} [label=${quoted(trigger)}${style}];`;
  });
  const begin = `  "" [shape=point, width=0.15];`;
  return [`digraph ${quoted(name)} {`, "  rankdir=TB;", "  node [shape=box, style=rounded];", begin, ...nodes, ...arrows, "}", ""].join("\n");
}

const BOX = { width: 210, height: 34 };
const GAP = { across: 60, down: 74 };
const MARGIN = 40;

/** A drawing that stands by itself: rows by distance from the creation, arrows that go back on the right. */
export function svg(machine) {
  const { name, about, states, edges } = machine;
  const rows = rowsOf(machine);
  const widest = Math.max(...rows.map((row) => row.length));
  const center = MARGIN + (widest * (BOX.width + GAP.across) - GAP.across) / 2;
  const places = new Map();
  rows.forEach((row, y) => {
    const left = center - (row.length * (BOX.width + GAP.across) - GAP.across) / 2;
    row.forEach((value, x) => places.set(value, { x: left + x * (BOX.width + GAP.across), y: 90 + y * (BOX.height + GAP.down), row: y }));
  });
  const arrows = together(edges);
  const back = arrows.filter(({ from, to }) => from !== undefined && places.get(to).row <= places.get(from).row);
  const width = center * 2 + (back.length === 0 ? 0 : 60 + back.length * 22 + 170);
  const height = 90 + rows.length * (BOX.height + GAP.down);
  const lines = arrows.map((arrow) => {
    const lane = back.indexOf(arrow);
    return lane < 0 ? straight(arrow, places) : round(arrow, places, center * 2 - MARGIN + 40 + lane * 22);
  });
  const boxes = states.map((state) => box(state, places.get(state.value)));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="12">
<title>${escaped(name)}</title>
<desc>${escaped(about)}</desc>
<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#555"/></marker></defs>
<rect width="100%" height="100%" fill="#fff"/>
<text x="${MARGIN}" y="32" font-size="18" font-weight="600">${escaped(name)}</text>
<g fill="none" stroke="#555">${lines.map(({ path }) => path).join("")}</g>
<g fill="#222" stroke="#fff" stroke-width="4" paint-order="stroke">${lines.map(({ label }) => label).join("")}</g>
${boxes.join("\n")}
</svg>
`;
}

/** The states by the number of steps that lead to them. */
function rowsOf({ states, edges }) {
  const rows = [];
  const placed = new Set();
  let next = edges.filter(({ from }) => from === undefined).map(({ to }) => to);
  while (next.length > 0) {
    const row = [...new Set(next)].filter((value) => !placed.has(value));
    if (row.length > 0) rows.push(row);
    row.forEach((value) => placed.add(value));
    next = edges.filter(({ from, to }) => row.includes(from) && !placed.has(to)).map(({ to }) => to);
  }
  const rest = states.map(({ value }) => value).filter((value) => !placed.has(value));
  return rest.length > 0 ? [...rows, rest] : rows;
}

/** Several edges between the same two states are one arrow with several words. */
function together(edges) {
  const arrows = new Map();
  for (const { from, to, trigger, mark } of edges) {
    const key = `${from}>${to}`;
    const arrow = arrows.get(key) ?? { from, to, words: [], chosen: true };
    arrow.words.push(trigger);
    arrow.chosen &&= mark === "chosen";
    arrows.set(key, arrow);
  }
  return [...arrows.values()];
}

function straight({ from, to, words, chosen }, places) {
  const end = places.get(to);
  const x2 = end.x + BOX.width / 2;
  const start = from === undefined ? { x: end.x, y: end.y - 50 - BOX.height } : places.get(from);
  const x1 = start.x + BOX.width / 2;
  const y1 = start.y + BOX.height;
  const circle = from === undefined ? `<circle cx="${x1}" cy="${y1}" r="4" fill="#555"/>` : "";
  const bend = (y1 + end.y) / 2;
  const path = `${circle}<path d="M${x1} ${y1}C${x1} ${bend} ${x2} ${bend} ${x2} ${end.y}"${dashed(chosen)} marker-end="url(#tip)"/>`;
  return { path, label: label(words, (x1 + x2) / 2 + 6, bend, "start") };
}

function round({ from, to, words, chosen }, places, lane) {
  const start = places.get(from);
  const end = places.get(to);
  const y1 = start.y + BOX.height * 0.7;
  const y2 = end.y + BOX.height * 0.3;
  const path = `<path d="M${start.x + BOX.width} ${y1}C${lane} ${y1} ${lane} ${y2} ${end.x + BOX.width} ${y2}"${dashed(chosen)} marker-end="url(#tip)"/>`;
  return { path, label: label(words, lane - 16, (y1 + y2) / 2, "start") };
}

function dashed(chosen) {
  return chosen ? ' stroke-dasharray="5 3"' : "";
}

function label(words, x, y, anchor) {
  const rows = words.map((word, place) => `<tspan x="${x}" dy="${place === 0 ? -(words.length - 1) * 6 + 4 : 13}">${escaped(word)}</tspan>`);
  return `<text x="${x}" y="${y}" font-size="11" text-anchor="${anchor}">${rows.join("")}</text>`;
}

function box({ value, meaning, isFinal }, { x, y }) {
  const edge = isFinal ? ' stroke-width="2.5"' : "";
  return `<g><title>${escaped(meaning)}</title><rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="8" fill="#f4f6fb" stroke="#334"${edge}/><text x="${x + BOX.width / 2}" y="${y + 22}" text-anchor="middle">${escaped(value)}</text></g>`;
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (mark) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[mark]);
}
