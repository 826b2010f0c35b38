// echoscope run: scenarios are played, and what happens is compared with what they expect.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { engine } from "./engine.mjs";
import { tell } from "./failure.mjs";
import { printable } from "./printable.mjs";
import { contentOf, labelOf, onlyOnce } from "./source.mjs";
import { divide, FLAG, nearest, Problem } from "./words.mjs";

const help = `Usage: echoscope run SCENARIO... [--format text|json] [--verbose]

  SCENARIO    A scenario in Markdown: a file, - for the standard input, or the name of one that comes with this package,
              with its number or without.
  --verbose   Shows every step and what happened in it.

Without a scenario, those that come with this package are listed with their titles. Ends with 0 when everything happened as the scenario
says, 1 when something did not, 2 when a scenario cannot be read; the others are played all the same.

Examples:
  echoscope run
  echoscope run shortage --verbose
  echoscope run my-marketplace.md
`;

const SHELF = new URL("../dist/scenarios/", import.meta.url);

async function runAll(words) {
  const { options, rest: names } = divide(words, { format: ["text", "json"], verbose: FLAG });
  if (names.length === 0) {
    process.stdout.write(list(options.format));
    return 0;
  }
  onlyOnce(names);
  const { runScenario } = engine();
  const runs = [];
  const problems = [];
  for (const name of names) {
    try {
      const scenario = await scenarioOf(name);
      const run = runScenario(new TextDecoder().decode(scenario.content));
      const mistake = run.mistake?.message;
      if (mistake !== undefined) throw new Problem(`${printable(scenario.name)} cannot be played: ${printable(mistake)}`, "");
      runs.push({ name: scenario.name, ...run });
    } catch (error) {
      // One that cannot be played does not hide how the others ended.
      if (!(error instanceof Problem)) throw error;
      problems.push(error);
    }
  }
  if (runs.length > 0) {
    const inJson = () => JSON.stringify(names.length === 1 ? runs[0] : runs, null, 2);
    process.stdout.write(`${options.format === "json" ? inJson() : runs.map((run) => text(run, options.verbose)).join("\n")}\n`);
  }
  problems.forEach(tell);
  if (problems.length > 0) return 2;
  return runs.some(({ steps }) => steps.some(({ failure }) => failure !== undefined)) ? 1 : 0;
}

function shelf() {
  const files = readdirSync(SHELF).filter((name) => name.endsWith(".md"));
  return files.map((name) => name.replace(/\.md$/, "")).sort();
}

const placeOf = (name) => fileURLToPath(new URL(`${name}.md`, SHELF));

function list(format) {
  const scenarios = shelf().map((name) => ({ name, title: /^# (.*)$/m.exec(readFileSync(placeOf(name), "utf8"))?.[1] ?? "" }));
  if (format === "json") return `${JSON.stringify(scenarios, null, 2)}\n`;
  const width = Math.max(...scenarios.map(({ name }) => name.length));
  return scenarios.map(({ name, title }) => `${name.padEnd(width)}  ${title}\n`).join("");
}

async function scenarioOf(name) {
  if (name === "-" || existsSync(name)) return { name: labelOf(name), content: await contentOf(name) };
  const known = shelf();
  // The number in front orders the shelf; people remember the word, or the number alone.
  const found = known.filter((full) => [full, full.replace(/^\d+-/, ""), /^\d+/.exec(full)?.[0]].includes(name));
  if (found.length === 1) return { name: found[0], content: await contentOf(placeOf(found[0])) };
  const words = known.flatMap((full) => [full, full.replace(/^\d+-/, "")]);
  const meant = nearest(name, words) ?? "Run `echoscope run` for the list.";
  throw new Problem(`${printable(name)} is neither a file nor a scenario of this package.`, meant);
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
