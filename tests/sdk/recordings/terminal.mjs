// A picture of a terminal: what a program really printed, as SVG that is readable on light and on dark pages.

const COLUMNS = 120;
/** How long something took may stand beyond the last column: a line must not fold because the machine was slow. */
const TOOK = 9;
const CHAR = 7.23;
const LINE = 18;
const EDGE = 18;
const BAR = 30;
const GAP = 16;

/**
 * Draws windows one under the other. A window has a `title` and `lines` as they stood in it; a line that begins with `$ `
 * was typed.
 */
export function drawn(about, windows) {
  const rows = windows.map(({ title, lines }) => ({ title, lines: lines.flatMap(folded) }));
  const width = Math.ceil((COLUMNS + TOOK) * CHAR) + 2 * EDGE;
  let top = 0;
  const drawings = rows.map(({ title, lines }) => {
    const height = BAR + lines.length * LINE + EDGE;
    const drawing = windowOf(title, lines, top, width, height);
    top += height + GAP;
    return drawing;
  });
  const height = top - GAP;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escaped(about)}</title>
<style>
.pane { fill: #fbfbfa; stroke: #d5d8dc } .title { fill: #6b7280; font: 12px system-ui, sans-serif } .dot { fill: #d5d8dc }
text { fill: #24292f; font: 12px/1 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre }
.typed { fill: #0b6bcb; font-weight: 600 } .bad { fill: #c62828 } .doubt { fill: #9a6700 } .dim { fill: #6b7280 } .good { fill: #1a7f37 }
@media (prefers-color-scheme: dark) {
.pane { fill: #161b22; stroke: #363c44 } .title, .dim { fill: #8b949e } .dot { fill: #363c44 } text { fill: #e6edf3 }
.typed { fill: #6cb6ff } .bad { fill: #ff7b72 } .doubt { fill: #d29922 } .good { fill: #56d364 } }
</style>
${drawings.join("\n")}
</svg>
`;
}

function windowOf(title, lines, top, width, height) {
  const dots = [0, 1, 2].map((place) => `<circle class="dot" cx="${EDGE + place * 16}" cy="${top + BAR / 2}" r="5"/>`).join("");
  const texts = lines.map((line, place) => {
    const y = top + BAR + LINE * place + LINE * 0.7;
    return line === "" ? "" : `<text x="${EDGE}" y="${y}" xml:space="preserve">${coloured(line)}</text>\n`;
  });
  return `<rect class="pane" x="0.5" y="${top + 0.5}" width="${width - 1}" height="${height - 1}" rx="8"/>
${dots}<text class="title" x="${width / 2}" y="${top + BAR / 2 + 4}" text-anchor="middle">${escaped(title)}</text>
${texts.join("")}`;
}

/** The words of a line that a reader looks for, in the colours that such words have everywhere. */
function coloured(line) {
  const typed = /^(\$ )(.*)$/.exec(line);
  if (typed) return `<tspan class="dim">${typed[1]}</tspan><tspan class="typed">${escaped(typed[2])}</tspan>`;
  if (/^ *\^+$/.test(line)) return `<tspan class="bad">${line}</tspan>`;
  return escaped(line)
    .replace(/: (error): /, ': <tspan class="bad">$1</tspan>: ')
    .replace(/: (warning): /, ': <tspan class="doubt">$1</tspan>: ')
    .replace(/^([\d:.]{12}) (\d{3}) /, '<tspan class="dim">$1</tspan> <tspan class="good">$2</tspan> ')
    .replace(/ ([\d.]+ ms)$/, ' <tspan class="dim">$1</tspan>')
    .replace(/\b(COMPLETED|RECONCILED)$/, '<tspan class="good">$1</tspan>');
}

/** A line that is too long goes on in the next row, as in a terminal. */
function folded(line) {
  const [took] = / [\d.]+ ms$/.exec(line) ?? [""];
  const rows = [];
  for (let rest = line.slice(0, line.length - took.length); ; rest = rest.slice(COLUMNS)) {
    rows.push(rest.slice(0, COLUMNS));
    if (rest.length <= COLUMNS) break;
  }
  rows.push(rows.pop() + took);
  return rows;
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
