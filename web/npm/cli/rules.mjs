// echoscope rules: what is checked, and why.

import { engine } from "./engine.mjs";
import { divide, nearest, Problem } from "./words.mjs";

const help = `Usage: echoscope rules [CODE] [--format text|json]

  CODE   Explains this rule; without it, all rules are listed.

Examples:
  echoscope rules
  echoscope rules amount-malformed
  echoscope rules --format json
`;

async function run(words) {
  const { options, rest } = divide(words, { format: ["text", "json"] });
  const [code, extra] = rest;
  if (extra !== undefined) throw new Problem("rules takes one code.", "Run `echoscope rules CODE`.");
  const all = engine().rules();
  const rule = all.find((candidate) => candidate.code === code);
  if (code !== undefined && rule === undefined) {
    const codes = all.map((candidate) => candidate.code);
    throw new Problem(`There is no rule \`${code}\`.`, nearest(code, codes) ?? "Run `echoscope rules` for the list.");
  }
  const form = options.format === "json" ? (value) => JSON.stringify(value, null, 2) : rule ? page : list;
  process.stdout.write(`${form(rule ?? all)}\n`);
  return 0;
}

function list(rules) {
  const width = Math.max(...rules.map(({ code }) => code.length));
  return rules.map(({ code, severity, title }) => `${code.padEnd(width)}  ${severity.padEnd(7)}  ${title}`).join("\n");
}

const EFFECTS = {
  "rejects-file": "Mangopay rejects the file as a whole.",
  "blocks-line": "The line cannot match.",
  "blocks-settlement": "The Settlement stays PARTIALLY_MATCHED.",
  none: "None.",
};

const FIXES = {
  safe: "safe: it changes how a value is written, never what it says.",
  unsafe: "unsafe: it touches money, drops something, or guesses.",
  depends: "safe where the meaning is certain, else unsafe.",
  none: "none is offered.",
};

function page({ code, severity, effect, title, explanation, fixes, example, source, mangopayCode }) {
  const rows = [`${code} (${severity})`, "", title, explanation, "", `Effect: ${EFFECTS[effect]}`, `Fix: ${FIXES[fixes]}`];
  if (mangopayCode !== undefined) rows.push(`Mangopay's code: ${mangopayCode}`);
  rows.push(`Source: ${source}`);
  if (example !== undefined) rows.push("", "Wrong:", ...indented(example.bad), "Right:", ...indented(example.good));
  return rows.join("\n");
}

const indented = (rows) => (rows.length === 0 ? ["  (nothing there)"] : rows.map((row) => `  ${row}`));

export const rules = { help, run };
