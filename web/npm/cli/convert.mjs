// echoscope convert: a provider's own payout report in, a settlement file out.

import { engine } from "./engine.mjs";
import { printable } from "./printable.mjs";
import { labelOf, tableOf } from "./source.mjs";
import { divide, Problem } from "./words.mjs";
import { keep } from "./write.mjs";

const help = `Usage: echoscope convert REPORT [--reference COLUMN] [--payout ID] [--out FILE]

  REPORT       Stripe's itemized payout reconciliation or Adyen's settlement details, as CSV; - reads the standard input.
  --reference  The column that holds the reference under which you declared the payments. Usually Stripe's charge_id
               and Adyen's Psp Reference.
  --payout     Which payout, when the report holds several: Stripe's payout id, Adyen's batch number.
  --out        Where to write the settlement file; the standard output where it is left out.

The settlement's date is that of the payout where the report names it, else that of the last transaction.
Amounts are read exactly, and the file is written only when its total is what the report says was paid. Ends with 0 when
it was written, 1 when the report has faults, 2 when it cannot be read.

Examples:
  echoscope convert payouts.csv --out settlement.csv
  echoscope convert payouts.csv --reference payment_intent_id --payout po_1N4 | echoscope check -
`;

async function run(words) {
  const { options, rest } = divide(words, { reference: String, payout: String, out: String });
  if (rest.length !== 1) throw new Problem("Which report?", "Run `echoscope convert REPORT`, or `echoscope convert -` for the standard input.");
  const { out, ...wishes } = options;
  const { format, file, lines, faults, leftOut } = engine().convertPayout(await tableOf(rest[0]), wishes);
  if (file === undefined) {
    process.stderr.write(faults.map((fault) => told(labelOf(rest[0]), fault)).join(""));
    return 1;
  }
  if (out === undefined) process.stdout.write(file);
  else await keep(out, file);
  const kinds = [...new Set(leftOut.map(({ kind }) => kind))].map(printable).join(", ");
  const others = leftOut.length === 0 ? "" : ` Left out: ${leftOut.length === 1 ? "1 row" : `${leftOut.length} rows`} (${kinds}).`;
  process.stderr.write(`${format}: ${lines === 1 ? "1 transaction" : `${lines} transactions`}.${others}\n`);
  return 0;
}

function told(name, { line, column, value, message, remedy }) {
  const place = line === 0 ? printable(name) : `${printable(name)}:${line}`;
  const cell = column === undefined ? "" : ` (${printable(column)}: ${printable(value ?? "")})`;
  return `${place}: ${printable(message)}${cell}\n  ${printable(remedy)}\n`;
}

export const convert = { help, run };
