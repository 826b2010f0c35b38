// Values cross the border as JSON. JSON.parse would round integers beyond 2^53, so texts that may hold one take a
// longer way: there integers beyond 2^53 become bigints. The same holds on the way in.

export function read(text) {
  return holdsLongNumber(text) ? readExactly(text) : JSON.parse(text);
}

export function write(value) {
  try {
    return JSON.stringify(value) ?? "null";
  } catch (error) {
    // JSON.stringify refuses bigints, and everything that contains itself: the longer way tells the two apart.
    return writeExactly(value, []) ?? "null";
  }
}

/**
 * What a command comes to. Answer and events, each a line of `told`, become objects when they are looked at: few callers want
 * all of them.
 */
export function outcome(told) {
  return {
    ok: true,
    get answer() {
      const answer = told.slice(0, told.indexOf("\n"));
      return settle(this, "answer", answer === "" ? undefined : read(answer));
    },
    get events() {
      return settle(this, "events", read(told.slice(told.indexOf("\n") + 1)));
    },
  };
}

/** From now on an ordinary property. */
function settle(object, name, value) {
  Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
  return value;
}

/** An integer beyond 2^53 has 16 digits or more, so one of them stands at a place that 16 divides. */
const LONG = 16;

function holdsLongNumber(text) {
  for (let at = 0; at < text.length; at += LONG) {
    if (isDigit(text, at)) {
      let start = at;
      let end = at + 1;
      while (isDigit(text, start - 1)) start -= 1;
      while (isDigit(text, end)) end += 1;
      if (end - start >= LONG && mayBeNumber(text, start, end)) return true;
    }
  }
  return false;
}

/** Ids have long runs of digits too, but none that stands between the marks of JSON as a number does. */
function mayBeNumber(text, start, end) {
  const before = text.charAt(start - (text.charAt(start - 1) === "-" ? 2 : 1));
  return ":,[ \n".includes(before) && ",]}.eE \n".includes(text.charAt(end));
}

function isDigit(text, at) {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function readExactly(text) {
  // A mark that stands nowhere in the text tells a marked integer from any string.
  let mark = "#";
  while (text.includes(`"${mark}`)) mark += "#";
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g, (token) =>
    token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${mark}${token}"`,
  );
  return JSON.parse(marked, (_, value) =>
    typeof value === "string" && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  );
}

function writeExactly(value, above) {
  if (typeof value === "bigint") return String(value);
  if (value === null || typeof value !== "object" || typeof value.toJSON === "function") return JSON.stringify(value);
  if (above.includes(value)) throw new TypeError("it contains itself");
  const path = [...above, value];
  if (Array.isArray(value)) return `[${value.map((item) => writeExactly(item, path) ?? "null").join(",")}]`;
  const fields = Object.entries(value).flatMap(([name, field]) => {
    const text = writeExactly(field, path);
    return text === undefined ? [] : `${JSON.stringify(name)}:${text}`;
  });
  return `{${fields.join(",")}}`;
}
