// The forms in which the findings of one or several files are told. `document` is made by the engine; where it has
// none, the form is made here.

import { excerpt, printable } from "./excerpt.mjs";

export const FORMS = {
  text: { print: (files) => files.map(text).join("\n\n") },
  json: { document: "json", print: list },
  markdown: { document: "markdown", print: (files) => documents(files).join("\n\n") },
  sarif: { document: "sarif", print: oneRunEach },
  github: { print: (files) => files.map(annotations).join("\n") },
  csv: { document: "csv", print: (files) => documents(files).join("\n\n") },
};

function documents(files) {
  return files.map(({ report }) => report.document.trimEnd());
}

function list(files) {
  const all = documents(files);
  return all.length === 1 ? all[0] : `[${all.join(",\n")}]`;
}

/** SARIF has a place for several files: its runs. */
function oneRunEach(files) {
  const [first, ...others] = documents(files).map((document) => JSON.parse(document));
  for (const { runs } of others) first.runs.push(...runs);
  return JSON.stringify(first, null, 2);
}

function text({ file, report }) {
  const name = printable(file.name);
  const blocks = [];
  for (const finding of report) {
    const { code, severity, line, column, message, remedy } = finding;
    const head = `${name}:${line}:${column}: ${severity}: ${printable(message)} [${code}]`;
    blocks.push([head, excerpt(file, finding), remedy && `  ${printable(remedy)}`].filter(Boolean).join("\n"));
  }
  for (const { code, count, listed } of report.counts) {
    if (listed < count) blocks.push(`${name}: ${count - listed} more of ${code} are not shown.`);
  }
  return [...blocks, `${name}: ${summary(report)}`].join("\n\n");
}

function summary(report) {
  const verdict = report.verdict === "CREATED" ? "CREATED (well formed, matching would begin)" : "FAILED (rejected as a whole)";
  const tally = ["error", "warning", "info"].map((severity) => {
    const count = report.counts.filter((rule) => rule.severity === severity).reduce((sum, rule) => sum + rule.count, 0);
    return `${count} ${severity === "info" ? "note" : severity}${count === 1 ? "" : "s"}`;
  });
  const lines = `${report.lines} ${report.lines === 1 ? "line" : "lines"}`;
  return `${verdict}, format of ${report.dialect}, ${lines}, ${tally.join(", ")}.`;
}

const LEVELS = { error: "error", warning: "warning", info: "notice" };

/** Workflow commands of GitHub Actions: each finding stands beside its line in the view of the change. */
function annotations({ file, report }) {
  const rows = [];
  for (const { code, severity, line, column, message, remedy } of report) {
    const place = `file=${property(file.name)},line=${line},col=${column},title=${property(code)}`;
    rows.push(`::${LEVELS[severity]} ${place}::${data(remedy ? `${message} ${remedy}` : message)}`);
  }
  return [...rows, `${printable(file.name)}: ${summary(report)}`].join("\n");
}

function data(words) {
  return words.replace(/[%\r\n]/g, (mark) => encodeURIComponent(mark));
}

function property(words) {
  return words.replace(/[%\r\n:,]/g, (mark) => encodeURIComponent(mark));
}
