#!/usr/bin/env node
// The command line: finds the command, runs it, ends with its status. 0 clean, 1 findings, 2 could not run.

import { COMMANDS } from "./cli/commands.mjs";
import { nearest, Problem } from "./cli/words.mjs";

function help() {
  const width = Math.max(...COMMANDS.map(({ usage }) => usage.length));
  const rows = COMMANDS.map(({ usage, about }) => `  ${usage.padEnd(width)}  ${about}`);
  return `Usage: echoscope <command>

${rows.join("\n")}

  echoscope <command> --help shows its options and examples.

Independent of Mangopay. Files are read on this machine and go nowhere.
`;
}

async function main([name, ...words]) {
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    process.stdout.write(help());
    return 0;
  }
  const entry = COMMANDS.find((command) => command.name === name);
  if (entry === undefined) {
    const names = COMMANDS.map((command) => command.name);
    throw new Problem(`There is no command \`${name}\`.`, nearest(name, names) ?? "Run `echoscope --help`.");
  }
  const command = await entry.open();
  if (words.includes("--help") || words.includes("-h")) {
    process.stdout.write(command.help);
    return 0;
  }
  return command.run(words);
}

function textOf(error) {
  if (error instanceof Problem) return `${error.message} ${error.remedy}`.trimEnd();
  // The engine judges this option, and names what it was asked for instead.
  const [, why] = /^\w+: `reading` cannot be read: (.*)$/s.exec(error.message) ?? [];
  return why === undefined ? error.message : `--reading: ${why}`;
}

// A reader that has seen enough, as `head` has, is no failure.
process.stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? process.exitCode : 2));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`echoscope: ${textOf(error)}\n`);
  process.exitCode = 2;
}
