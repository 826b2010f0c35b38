// `--reading NAME=VALUE`: how an open point of Mangopay's documents is read.

import { Problem } from "./words.mjs";

/** `early_cancel=false`, `parse_seconds=2`, `dialect=2026`: the engine knows which there are. */
export function readingFrom(text, before = {}) {
  const [, name, value] = /^(\w+)=(.+)$/.exec(text) ?? [];
  if (name === undefined) throw new Problem(`--reading takes NAME=VALUE, but got \`${text}\`.`, "For example: --reading parse_seconds=2.");
  const isTime = name.endsWith("_seconds");
  if (isTime && !/^\d{1,9}$/.test(value)) throw new Problem(`--reading ${name} takes whole seconds, but got \`${value}\`.`, "");
  const plain = { true: true, false: false };
  return { ...before, [name]: Object.hasOwn(plain, value) ? plain[value] : isTime ? Number(value) : value };
}
