// The line of a finding with a mark under the place.

/** What is shown of a line, to the left and to the right of the place. */
const LEFT = 60;
const RIGHT = 50;

/** Two rows: the line, shortened around the place, and a caret under the cell. Undefined where the file has no such place. */
export function excerpt(file, { byte, value }) {
  const from = Math.max(0, byte - 4 * LEFT);
  const bytes = file.part(from, byte + 4 * RIGHT);
  const at = byte - from;
  if (at > bytes.length || bytes.length === 0) return undefined;
  const isBreak = (place) => bytes[place] === 10 || bytes[place] === 13;
  let start = at;
  while (start > 0 && !isBreak(start - 1)) start -= 1;
  let end = at;
  while (end < bytes.length && !isBreak(end)) end += 1;
  // The window may begin inside a character.
  while (start < at && (bytes[start] & 0xc0) === 0x80) start += 1;
  const decoded = (begin, until) => [...printable(new TextDecoder().decode(bytes.subarray(begin, until)))];
  const left = decoded(start, at);
  const right = decoded(at, end);
  if (left.length + right.length === 0) return undefined;
  const before = left.length > LEFT ? `…${left.slice(-LEFT).join("")}` : left.join("");
  const after = right.length > RIGHT ? `${right.slice(0, RIGHT).join("")}…` : right.join("");
  const width = Math.max(1, Math.min([...(value ?? "")].length, RIGHT, right.length));
  return `  ${before}${after}\n  ${" ".repeat([...before].length)}${"^".repeat(width)}`;
}

/** A file decides nothing about the terminal it is shown on: what steers a terminal, or turns text around, becomes `�`. */
export function printable(text) {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (mark) => (mark === "\uFEFF" ? "" : "\uFFFD"));
}

/** The same for a text of several lines. */
export function printableLines(text) {
  return text.split("\n").map(printable).join("\n");
}
