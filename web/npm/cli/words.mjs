// Reading the words of a command line.

/** Something that keeps a command from running, and what to do about it. */
export class Problem extends Error {
  constructor(message, remedy) {
    super(message);
    this.remedy = remedy;
  }
}

/**
 * Divides words into options and the rest. `known` names the options, each with the values it takes; the first one
 * holds where it is not given.
 */
export function divide(words, known) {
  const options = Object.fromEntries(Object.entries(known).map(([name, values]) => [name, values[0]]));
  const rest = [];
  for (let place = 0; place < words.length; place += 1) {
    const word = words[place];
    if (word === "--") return { options, rest: [...rest, ...words.slice(place + 1)] };
    if (!word.startsWith("--")) {
      rest.push(word);
      continue;
    }
    const [, name, attached] = /^--([^=]*)(?:=(.*))?$/s.exec(word);
    if (!Object.hasOwn(known, name)) {
      const flags = Object.keys(known).map((flag) => `--${flag}`);
      throw new Problem(`There is no option \`--${name}\`.`, nearest(`--${name}`, flags) ?? `There is ${flags.join(", ")}.`);
    }
    const value = attached ?? words[(place += 1)];
    if (!known[name].includes(value)) {
      const got = value === undefined ? "nothing" : `\`${value}\``;
      throw new Problem(`--${name} takes ${known[name].join(", ")}, but got ${got}.`, nearest(value ?? "", known[name]) ?? "");
    }
    options[name] = value;
  }
  return { options, rest };
}

/** A question about the word that was probably meant; undefined where none is near. */
export function nearest(word, known) {
  const [best] = known.map((candidate) => ({ candidate, far: distance(word, candidate) })).sort((a, b) => a.far - b.far);
  return best !== undefined && best.far <= Math.ceil(best.candidate.length / 3) ? `Did you mean \`${best.candidate}\`?` : undefined;
}

/** How many letters must be put in, taken out or changed. */
function distance(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, place) => place);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[to.length];
}
