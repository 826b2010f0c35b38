// The line of a finding with a mark under the place.

/** What is shown of a line, to the left and to the right of the place. */
const LEFT = 60;
const RIGHT = 50;

/** Two rows: the line, shortened around the place, and a caret under the cell. Undefined where the file has no such place. */
export function excerpt(bytes, { byte, value }) {
  if (byte > bytes.length || bytes.length === 0) return undefined;
  const isBreak = (at) => bytes[at] === 10 || bytes[at] === 13;
  let start = Math.min(byte, bytes.length);
  while (start > 0 && !isBreak(start - 1) && byte - start < 4 * LEFT) start -= 1;
  let end = byte;
  while (end < bytes.length && !isBreak(end) && end - byte < 4 * RIGHT) end += 1;
  const decoded = (from, to) => [...printable(new TextDecoder().decode(bytes.subarray(from, to)))];
  const left = decoded(start, byte);
  const right = decoded(byte, end);
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
