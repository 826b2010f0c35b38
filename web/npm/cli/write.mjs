// echoscope write: a draft in, a correct settlement file out.

import { writeFile } from "node:fs/promises";
import { engine } from "./engine.mjs";
import { printable } from "./printable.mjs";
import { reasonOf } from "./reason.mjs";
import { contentOf, labelOf } from "./source.mjs";
import { divide, Problem } from "./words.mjs";

const help = `Usage: echoscope write DRAFT [--out FILE]

  DRAFT   A JSON file that says what the settlement is; - reads the standard input. Amounts are integers in the smallest
          unit of the currency, negative for refunds and lost disputes. Totals and footer follow from the lines.
  --out   Where to write the file; the standard output where it is left out.

A draft:
  {
    "provider": "STRIPE", "currency": "EUR", "settlementDate": "2026-01-31", "feesDeducted": 500,
    "lines": [
      { "providerReference": "pi_1", "status": "SETTLED", "date": "2026-01-30", "amount": 10000 },
      { "providerReference": "re_1", "status": "REFUNDED", "date": "2026-01-30", "amount": -2500, "initialReference": "pi_1" }
    ]
  }

Examples:
  echoscope write draft.json --out settlement.csv
  echoscope write draft.json | echoscope check -
`;

async function run(words) {
  const { options, rest } = divide(words, { out: String });
  if (rest.length !== 1) throw new Problem("Which draft?", "Run `echoscope write DRAFT`, or `echoscope write -` for the standard input.");
  const text = new TextDecoder().decode(await contentOf(rest[0]));
  let draft;
  try {
    draft = JSON.parse(text, exact);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(`${printable(labelOf(rest[0]))} is not JSON: ${printable(error.message)}.`, "See `echoscope write --help` for a draft.");
  }
  const file = engine().writeSettlement(draft);
  if (options.out === undefined) process.stdout.write(file);
  else await keep(options.out, file);
  return 0;
}

/** JavaScript would round what is beyond 2^53 without a word. */
function exact(name, value) {
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return value;
  throw new Problem(`\`${name}\` is beyond 2^53, where numbers of JSON are not exact.`, "Write its digits as text, between quotes.");
}

/** Writes a file, and says in words why it cannot be written. */
export async function keep(out, content) {
  try {
    await writeFile(out, content);
  } catch (error) {
    throw new Problem(`${printable(out)} cannot be written: ${reasonOf(error)}.`, "Name another file with --out.");
  }
}

export const write = { help, run };
