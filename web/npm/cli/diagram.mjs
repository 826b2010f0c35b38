// echoscope diagram: a lifecycle as a drawing or a table.

import { engine } from "./engine.mjs";
import { divide, nearest, Problem } from "./words.mjs";

const help = `Usage: echoscope diagram MACHINE [--format mermaid|svg|dot|json]

  MACHINE    Which lifecycle: intent, capture, refund, dispute, split, settlement or credit.
  --format   mermaid (the default) goes into Markdown, svg stands by itself, dot is for Graphviz, json is the table.

Edges that are our reading, where Mangopay's documents are silent, are dashed in svg and dot.

Examples:
  echoscope diagram settlement
  echoscope diagram intent --format svg > intent.svg
  echoscope diagram split --format dot | dot -Tpng > split.png
`;

async function run(words) {
  const { options, rest } = divide(words, { format: ["mermaid", "svg", "dot", "json"] });
  const { diagram, machines } = engine();
  const names = machines().map(({ name }) => name.toLowerCase());
  if (rest.length !== 1) throw new Problem("Which lifecycle?", `There is ${names.join(", ")}.`);
  const machine = machines().find(({ name }) => name.toLowerCase() === rest[0].toLowerCase());
  if (machine === undefined) throw new Problem(`There is no lifecycle \`${rest[0]}\`.`, nearest(rest[0], names) ?? `There is ${names.join(", ")}.`);
  const text = options.format === "json" ? `${JSON.stringify(machine, null, 2)}\n` : diagram(machine.name, options.format);
  process.stdout.write(text);
  return 0;
}

export const diagram = { help, run };
