#!/usr/bin/env node
// The command line: finds the command, runs it, ends with its status. 0 clean, 1 findings, 2 could not run.

import { readFileSync } from "node:fs";
import { COMMANDS } from "./cli/commands.mjs";
import { problemOf, tell } from "./cli/failure.mjs";
import { nearest, Problem } from "./cli/words.mjs";

function help() {
  const width = Math.max(...COMMANDS.map(({ usage }) => usage.length));
  const rows = COMMANDS.map(({ usage, about }) => `  ${usage.padEnd(width)}  ${about}`);
  return `Usage: echoscope <command>

${rows.join("\n")}

  echoscope <command> --help shows its options and examples; echoscope --version, which version this is.

Independent of Mangopay. Files are read on this machine and go nowhere.
`;
}

function version() {
  return JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")).version;
}

async function main([name, ...words]) {
  if (["--version", "-V", "version"].includes(name)) return said(`echoscope ${version()}\n`);
  const asks = [undefined, "help", "--help", "-h"].includes(name);
  if (asks && words.length === 0) return said(help());
  const command = await commandOf(asks ? words[0] : name);
  const upTo = words.includes("--") ? words.indexOf("--") : words.length;
  const isHelp = asks || words.slice(0, upTo).some((word) => word === "--help" || word === "-h");
  return isHelp ? said(command.help) : command.run(words);
}

function said(text) {
  process.stdout.write(text);
  return 0;
}

async function commandOf(name) {
  const entry = COMMANDS.find((command) => command.name === name);
  if (entry !== undefined) return entry.open();
  const isOption = name.startsWith("-");
  const names = isOption ? ["--help", "--version"] : [...COMMANDS.map((command) => command.name), "help", "version"];
  throw new Problem(`There is no ${isOption ? "option" : "command"} \`${name}\`.`, nearest(name, names) ?? "Run `echoscope --help`.");
}

// A reader that has seen enough, as `head` has, is no failure.
process.stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? process.exitCode : 2));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  tell(problemOf(error) ?? error);
  process.exitCode = 2;
}
