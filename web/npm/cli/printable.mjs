// A file decides nothing about the terminal it is shown on.

/** What steers a terminal, or turns text around, becomes `�`. */
export function printable(text) {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (mark) => (mark === "\uFEFF" ? "" : "\uFFFD"));
}

/** The same for a text of several lines. */
export function printableLines(text) {
  return text.split("\n").map(printable).join("\n");
}
