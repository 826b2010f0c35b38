// Reading the words of a command line.

/** Something that keeps a command from running, and what to do about it. */
export class Problem extends Error {
  constructor(message, remedy) {
    super(message);
    this.remedy = remedy;
  }
}

/** An option that takes no value. */
export const FLAG = Symbol("flag");

/**
 * Divides words into options and the rest. `known` names the options, each with the values it takes, of which the
 * first one holds where it is not given; or with a function that reads `(value, before)`; or as a `FLAG`. `short` names
 * those that one letter stands for.
 */
export function divide(words, known, short = {}) {
  const first = ([name, kind]) => [name, Array.isArray(kind) ? kind[0] : undefined];
  const options = Object.fromEntries(Object.entries(known).map(first));
  const rest = [];
  for (let place = 0; place < words.length; place += 1) {
    const word = Object.hasOwn(short, words[place]) ? short[words[place]] : words[place];
    if (word === "--") return { options, rest: [...rest, ...words.slice(place + 1)] };
    if (!word.startsWith("--")) {
      if (word.length > 1 && word.startsWith("-")) throw new Problem(`There is no option \`${word}\`.`, "A file of that name goes behind `--`.");
      rest.push(word);
      continue;
    }
    const [, name, attached] = /^--([^=]*)(?:=(.*))?$/s.exec(word);
    if (!Object.hasOwn(known, name)) {
      const flags = [...Object.keys(known), "help"].map((flag) => `--${flag}`);
      throw new Problem(`There is no option \`--${name}\`.`, nearest(`--${name}`, flags) ?? `There is ${flags.join(", ")}.`);
    }
    const kind = known[name];
    if (kind === FLAG) {
      if (attached !== undefined) throw new Problem(`--${name} takes no value, but got \`${attached}\`.`, "");
      options[name] = true;
      continue;
    }
    const value = attached ?? words[(place += 1)];
    if (typeof kind === "function") {
      if (value === undefined) throw new Problem(`--${name} needs a value.`, `See its entry in the help.`);
      options[name] = kind(value, options[name]);
      continue;
    }
    if (!kind.includes(value)) {
      const got = value === undefined ? "nothing" : `\`${value}\``;
      throw new Problem(`--${name} takes ${kind.join(", ")}, but got ${got}.`, nearest(value ?? "", kind) ?? "");
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
