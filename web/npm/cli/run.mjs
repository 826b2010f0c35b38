// echoscope run: scenarios are played, and what happens is compared with what they expect.

import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { engine } from "./engine.mjs";
import { printable } from "./printable.mjs";
import { contentOf } from "./source.mjs";
import { divide, FLAG, nearest, Problem } from "./words.mjs";

const help = `Usage: echoscope run SCENARIO... [--format text|json] [--verbose]

  SCENARIO    A scenario in Markdown: a file, - for the standard input, or the name of one that comes with this package.
  --verbose   Shows every step and what happened in it.

Without a scenario, those that come with this package are listed. Ends with 0 when everything happened as the scenario
says, 1 when something did not, 2 when a scenario cannot be read.

Examples:
  echoscope run
  echoscope run 17-shortage --verbose
  echoscope run my-marketplace.md
`;

const SHELF = new URL("../dist/scenarios/", import.meta.url);

async function runAll(words) {
  const { options, rest: names } = divide(words, { format: ["text", "json"], verbose: FLAG });
  if (names.length === 0) {
    process.stdout.write(`${shelf().join("\n")}\n`);
    return 0;
  }
  const { runScenario } = engine();
  const runs = [];
  for (const name of names) {
    const run = runScenario(new TextDecoder().decode(await textOf(name)));
    if (run.mistake !== undefined) {
      throw new Problem(`${printable(name)} cannot be played: ${printable(run.mistake.message)}`, "");
    }
    runs.push({ name, ...run });
  }
  const told = options.format === "json" ? JSON.stringify(runs.length === 1 ? runs[0] : runs, null, 2) : runs.map((run) => text(run, options.verbose)).join("\n");
  process.stdout.write(`${told}\n`);
  return runs.some(({ steps }) => steps.some(({ failure }) => failure !== undefined)) ? 1 : 0;
}

function shelf() {
  return readdirSync(SHELF).filter((name) => name.endsWith(".md")).map((name) => name.replace(/\.md$/, ""));
}

async function textOf(name) {
  if (name === "-" || existsSync(name)) return contentOf(name);
  if (shelf().includes(name)) return contentOf(fileURLToPath(new URL(`${name}.md`, SHELF)));
  throw new Problem(`${printable(name)} is neither a file nor a scenario of this package.`, nearest(name, shelf()) ?? "Run `echoscope run` for the list.");
}

function text({ title, steps, fingerprint }, verbose) {
  const failed = steps.filter(({ failure }) => failure !== undefined);
  const shown = verbose ? steps : failed;
  const rows = shown.map(({ line, text, events, failure }) => {
    const happened = verbose ? events.map((event) => `\n      ${eventOf(event)}`).join("") : "";
    const wrong = failure === undefined ? "" : `\n      expected ${printable(failure.expected)}\n      got      ${printable(failure.got)}`;
    return `  ${String(line).padStart(4)}  ${text.split("\n").map(printable).join("\n        ")}${happened}${wrong}`;
  });
  const verdict = failed.length === 0 ? "as expected" : `${failed.length} not as expected`;
  return [...rows, `${printable(title)}: ${steps.length} steps, ${verdict}. State ${fingerprint}.`].join("\n");
}

function eventOf(event) {
  if (event.event === "moved") return `${event.machine} ${event.object}: ${event.from ?? "new"} → ${event.to} (${event.trigger})`;
  if (event.event === "webhook") return `webhook ${event.EventType} ${event.ResourceId}`;
  return `${event.amount} from ${accountOf(event.from)} to ${accountOf(event.to)}`;
}

function accountOf(account) {
  return account === "outside" ? "outside" : account.wallet;
}

export const run = { help, run: runAll };
