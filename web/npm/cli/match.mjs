// echoscope match: settlement files against what was declared, before an upload.

import { engine } from "./engine.mjs";
import { readingFrom } from "./reading.mjs";
import { contentOf } from "./source.mjs";
import { divide, Problem } from "./words.mjs";

const help = `Usage: echoscope match FILE... --intents FILE [--intents FILE] [--provider NAME] [--currency CODE]
                       [--dialect auto|2025|2026] [--reading NAME=VALUE] [--format text|json|markdown|csv]

  FILE        Settlement files, matched one after the other: what a fully matched one contains is settled for the next.
  --intents   What was declared: Mangopay's report ECHO_INTENT_ACTION in CSV, JSON from the API, a log of Echoscope, or a
              CSV list of references and amounts. May be given several times; - reads the standard input.
  --provider  Of which provider the declarations are, where they do not tell. The report never does.
  --currency  In which currency they are, where they do not tell.
  --reading   How an open point of Mangopay's documents is read, as for \`serve\`: fee_sign=legacy subtracts fees.
  --format    text (the default) shows each line that does not match, why, and what it may have meant. json prints the
              object of \`check\` with \`status\`, \`matched\` and \`unmatched\`; for several files a list of them.
              markdown suits a ticket, csv a spreadsheet.

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
    reading: readingFrom,
    format: ["text", "json", "markdown", "csv"],
  });
  const { intents, format, dialect, reading, provider, currency } = options;
  if (names.length === 0) throw new Problem("Which file?", "Run `echoscope match FILE --intents FILE`.");
  if (intents === undefined) throw new Problem("What was declared?", "Add `--intents FILE`; see `echoscope match --help`.");
  const wishes = { dialect, reading, provider, currency, document: format };
  const report = engine().matchSettlement(await contents(names), await contents(intents), wishes);
  process.stdout.write(`${report.document.trimEnd()}\n`);
  return report.files.every(({ status }) => status === "PENDING_FUNDS_RECEPTION") ? 0 : 1;
}

async function contents(names) {
  const files = [];
  for (const name of names) files.push({ name: name === "-" ? "standard input" : name, content: await contentOf(name) });
  return files;
}

export const match = { help, run };
