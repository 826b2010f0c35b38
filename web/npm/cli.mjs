#!/usr/bin/env node
// The command line: finds the command, runs it, ends with its status. 0 clean, 1 findings, 2 could not run.

import { check } from "./cli/check.mjs";
import { rules } from "./cli/rules.mjs";
import { nearest, Problem } from "./cli/words.mjs";

const COMMANDS = { check, rules };

const HELP = `Usage: echoscope <command>

  check FILE...   Check settlement files as Mangopay Echo would, as far as its public documents say.
  rules [CODE]    List everything that is checked, or explain one rule.

  echoscope <command> --help shows its options and examples.

Independent of Mangopay. Files are read on this machine and go nowhere.
`;

async function main([name, ...words]) {
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    process.stdout.write(HELP);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    throw new Problem(`There is no command \`${name}\`.`, nearest(name, Object.keys(COMMANDS)) ?? "Run `echoscope --help`.");
  }
  if (words.includes("--help") || words.includes("-h")) {
    process.stdout.write(command.help);
    return 0;
  }
  return command.run(words);
}

// A reader that has seen enough, as `head` has, is no failure.
process.stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? process.exitCode : 2));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const text = error instanceof Problem ? `${error.message} ${error.remedy}` : error.message;
  process.stderr.write(`echoscope: ${text}\n`);
  process.exitCode = 2;
}
