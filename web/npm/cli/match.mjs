// echoscope match: settlement files against what was declared, before an upload.

import { engine } from "./engine.mjs";
import { printable } from "./excerpt.mjs";
import { contentOf } from "./source.mjs";
import { divide, Problem } from "./words.mjs";

const help = `Usage: echoscope match FILE... --intents FILE [--intents FILE] [--provider NAME] [--currency CODE]
                       [--dialect auto|2025|2026] [--format text|json]

  FILE        Settlement files, matched one after the other: what a fully matched one contains is settled for the next.
  --intents   What was declared: Mangopay's report ECHO_INTENT_ACTION in CSV, JSON from the API, a log of Echoscope, or a
              CSV list of references and amounts. May be given several times; - reads the standard input.
  --provider  Of which provider the declarations are, where they do not tell. The report never does.
  --currency  In which currency they are, where they do not tell.
  --format    text (the default) shows each line that does not match, why, and what it may have meant. json prints the
              object of \`check\` with \`status\`, \`matched\` and \`unmatched\`; for several files a list of them.

Ends with 0 when every file would match fully, 1 when one would not, 2 when a file cannot be read.

Examples:
  echoscope match settlement.csv --intents ECHO_INTENT_ACTION.csv --provider STRIPE
  echoscope match settlement.csv --intents log.json --format json
`;

const several = (value, before = []) => [...before, value];

async function run(words) {
  const { options, rest: names } = divide(words, {
    intents: several,
    provider: String,
    currency: String,
    dialect: ["auto", "2025", "2026"],
    format: ["text", "json"],
  });
  const { intents, format, dialect, provider, currency } = options;
  if (names.length === 0) throw new Problem("Which file?", "Run `echoscope match FILE --intents FILE`.");
  if (intents === undefined) throw new Problem("What was declared?", "Add `--intents FILE`; see `echoscope match --help`.");
  const report = engine().matchSettlement(await contents(names), await contents(intents), { dialect, provider, currency });
  process.stdout.write(`${format === "json" ? json(report) : text(report)}\n`);
  return report.files.every(({ status }) => status === "PENDING_FUNDS_RECEPTION") ? 0 : 1;
}

async function contents(names) {
  const files = [];
  for (const name of names) files.push({ name: name === "-" ? "standard input" : name, content: await contentOf(name) });
  return files;
}

function json({ files, declarations, sources, open }) {
  const documents = files.map(({ check, unmatched, unmatchedLines, ...file }) => ({
    schema: "echoscope-match-report/1",
    ...check,
    ...file,
    unmatchedCount: unmatched,
    unmatched: unmatchedLines.map(({ nearest, ...line }) => ({ ...line, candidates: nearest })),
    declarations,
    sources,
    open,
  }));
  return JSON.stringify(documents.length === 1 ? documents[0] : documents, null, 2);
}

function text({ files, sources, open }) {
  const blocks = sources.flatMap(ofSource);
  for (const file of files) blocks.push(...ofFile(file));
  if (open.count > 0) {
    const listed = open.listed.slice(0, 10).map((action) => `  ${declared(action)}`);
    const more = open.count > listed.length ? [`  and ${open.count - listed.length} more`] : [];
    blocks.push([`${open.count} declared and mentioned by no line:`, ...listed, ...more].join("\n"));
  }
  return blocks.join("\n\n");
}

function ofSource({ name, read, kept, findings }) {
  const faults = findings.map(({ line, column, severity, message, code }) => `${printable(name)}:${line}:${column}: ${severity}: ${printable(message)} [${code}]`);
  return [...faults, `${printable(name)}: ${kept} declarations that lines can match, of ${read} read.`];
}

function ofFile({ name, status, message, lines, matched, unmatched, footerErrors, unmatchedLines, check }) {
  const shown = printable(name);
  const blocks = check.findings
    .filter(({ severity }) => severity === "error")
    .map((finding) => `${shown}:${finding.line}:${finding.column}: error: ${printable(finding.message)} [${finding.code}]`);
  for (const { row, description, code } of footerErrors) blocks.push(`${shown}: ${printable(row)}: ${printable(description)} [${code}]`);
  for (const line of unmatchedLines) blocks.push(ofLine(shown, line));
  if (unmatchedLines.length < unmatched) blocks.push(`${shown}: ${unmatched - unmatchedLines.length} more unmatched lines are not shown.`);
  return [...blocks, `${shown}: ${status}. ${printable(message)} ${matched} of ${lines} lines match.`];
}

function ofLine(name, { line, reference, description, remedy, reason, nearest }) {
  const rows = [`${name}:${line}: ${printable(reference)}: ${printable(description)} [${reason}]`];
  if (remedy !== null) rows.push(`  ${printable(remedy)}`);
  for (const candidate of nearest) rows.push(`  maybe ${declared(candidate)}`);
  return rows.join("\n");
}

function declared({ kind, reference, amount, currency, date }) {
  return `${kind} ${printable(reference)}: ${amount}${currency === null ? "" : ` ${currency}`}${date === null ? "" : `, ${day(date)}`}`;
}

function day({ year, month, day }) {
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}

export const match = { help, run };
