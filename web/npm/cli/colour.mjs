// Colour for the texts of `check` and `match` on a terminal: how grave a finding is, where it is, and the verdict.
// The engine makes the text, without colour; the report says what stands in it, so nothing is guessed from the words.

const COLOURS = { red: 31, green: 32, yellow: 33, cyan: 36 };
const SEVERITIES = { error: "red", warning: "yellow", info: "cyan" };

/** Whether what is written to `stream` may have colour: FORCE_COLOR decides, then NO_COLOR, then what the stream is. */
export function hasColour(stream, { FORCE_COLOR, NO_COLOR, TERM } = process.env) {
  if (FORCE_COLOR) return !["0", "false"].includes(FORCE_COLOR);
  return stream.isTTY === true && !NO_COLOR && TERM !== "dumb";
}

const painted = (text, colour) => `\u001B[${COLOURS[colour]}m${text}\u001B[0m`;

/** The text of a check, in colour where `stream` has it. */
export function colouredCheck(text, { findings, verdict, counts }, stream) {
  if (!hasColour(stream)) return text;
  const hasError = counts.some(({ severity }) => severity === "error");
  const colour = verdict === "FAILED" ? "red" : hasError ? "yellow" : "green";
  return coloured(text, [...headsOf(findings), { before: ": ", word: verdict, after: " (", colour }]);
}

/** The text of a match, in colour where `stream` has it. */
export function colouredMatch(text, { sources, files }, stream) {
  if (!hasColour(stream)) return text;
  const verdictOf = ({ status }) => {
    const colour = { PENDING_FUNDS_RECEPTION: "green", PARTIALLY_MATCHED: "yellow" }[status] ?? "red";
    return { before: ": ", word: status, after: ". ", colour };
  };
  const errorsOf = ({ findings }) => findings.filter(({ severity }) => severity === "error");
  const ofFiles = files.flatMap((file) => [...headsOf(errorsOf(file.check)), verdictOf(file)]);
  return coloured(text, [...sources.flatMap(({ findings }) => headsOf(findings)), ...ofFiles]);
}

function headsOf(findings) {
  return findings.map(({ line, column, severity }) => ({
    before: `:${line}:${column}: `,
    word: severity,
    after: ": ",
    colour: SEVERITIES[severity],
  }));
}

/** Paints the word of each mark; the marks stand in the text in this order, each in a line that is not indented. */
function coloured(text, marks) {
  const rows = text.split("\n");
  let next = 0;
  for (let row = 0; row < rows.length && next < marks.length; row += 1) {
    const { before, word, after, colour } = marks[next];
    const at = rows[row].startsWith("  ") ? -1 : rows[row].indexOf(`${before}${word}${after}`);
    if (at < 0) continue;
    next += 1;
    const begin = at + before.length;
    rows[row] = rows[row].slice(0, begin) + painted(word, colour) + rows[row].slice(begin + word.length);
    // Under the head stands the line of the file, and under that the carets.
    const [, blank, carets] = /^( {2,})(\^+)$/.exec(rows[row + 2] ?? "") ?? [];
    if (carets !== undefined) rows[row + 2] = blank + painted(carets, colour);
  }
  return rows.join("\n");
}
