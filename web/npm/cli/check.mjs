// echoscope check: settlement files in, findings out.

import { readFile } from "node:fs/promises";
import { load } from "../node.js";
import { excerpt, printable } from "./excerpt.mjs";
import { divide, Problem } from "./words.mjs";

const help = `Usage: echoscope check FILE... [--format text|json|markdown] [--dialect auto|2025|2026]

  FILE        A settlement file in CSV; - reads the standard input.
  --format    text (the default) shows each finding under its line. json prints one object, for several files a
              list of them. markdown suits a comment or a ticket.
  --dialect   Which generation of the format to check by; auto (the default) goes by the file.

Ends with 0 when there is no error, 1 when there is one in any file, 2 when a file cannot be read.

Examples:
  echoscope check settlement.csv
  cat settlement.csv | echoscope check - --format json
  echoscope check january.csv february.csv --dialect 2026 --format markdown
`;

async function run(words) {
  const { options, rest: names } = divide(words, {
    format: ["text", "json", "markdown"],
    dialect: ["auto", "2025", "2026"],
  });
  if (names.length === 0) throw new Problem("Which file?", "Run `echoscope check FILE`, or `echoscope check -` for the standard input.");
  const echoscope = await load();
  const { dialect } = options;
  const results = [];
  // All files are read before anything is printed: half an answer looks like a whole one.
  for (const name of names) {
    const bytes = await contentOf(name);
    const fileName = name === "-" ? "standard input" : name;
    const report = echoscope.checkSettlement(bytes, { dialect });
    results.push({ bytes, fileName, report });
  }
  const document = (format) => ({ bytes, fileName }) =>
    echoscope.settlementDocument(bytes, { fileName, format, dialect }).trimEnd();
  if (options.format === "json") {
    const documents = results.map(document("json"));
    process.stdout.write(documents.length === 1 ? `${documents[0]}\n` : `[${documents.join(",\n")}]\n`);
  } else {
    const form = options.format === "markdown" ? document("markdown") : textOf;
    process.stdout.write(`${results.map(form).join("\n\n")}\n`);
  }
  const bad = results.some(({ report }) => report.counts.some(({ severity }) => severity === "error"));
  return bad ? 1 : 0;
}

async function contentOf(name) {
  try {
    return name === "-" ? await standardInput() : await readFile(name);
  } catch (error) {
    const why = { ENOENT: "there is no such file", EISDIR: "it is a folder", EACCES: "you may not read it" };
    throw new Problem(`${printable(name)} cannot be read: ${why[error.code] ?? error.message}.`, "");
  }
}

async function standardInput() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function textOf({ bytes, fileName, report }) {
  const name = printable(fileName);
  const blocks = report.findings.map((finding) => {
    const { code, severity, line, column, message, remedy } = finding;
    const head = `${name}:${line}:${column}: ${severity}: ${printable(message)} [${code}]`;
    return [head, excerpt(bytes, finding), remedy && `  ${printable(remedy)}`].filter(Boolean).join("\n");
  });
  for (const { code, count, listed } of report.counts) {
    if (listed < count) blocks.push(`${name}: ${count - listed} more of ${code} are not shown.`);
  }
  const verdict = report.verdict === "CREATED" ? "CREATED (well formed, matching would begin)" : "FAILED (rejected as a whole)";
  const tally = ["error", "warning", "info"].map((severity) => {
    const count = report.counts.filter((rule) => rule.severity === severity).reduce((sum, rule) => sum + rule.count, 0);
    return `${count} ${severity === "info" ? "note" : severity}${count === 1 ? "" : "s"}`;
  });
  const lines = `${report.lines} ${report.lines === 1 ? "line" : "lines"}`;
  return [...blocks, `${name}: ${verdict}, format of ${report.dialect}, ${lines}, ${tally.join(", ")}.`].join("\n\n");
}

export const check = { help, run };
