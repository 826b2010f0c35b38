// A bar for long files, on a terminal only.

const WIDTH = 30;
/** Shorter work needs no bar. */
const QUIET = 300;
const EVERY = 80;

/** Shows how far a file has been read; `done` wipes the bar away. */
export function progressOf(name) {
  if (!process.stderr.isTTY) return { show() {}, done() {} };
  const begin = Date.now();
  let last = begin + QUIET - EVERY;
  let shown = false;
  return {
    show({ bytes, total }) {
      const now = Date.now();
      if (now - last < EVERY) return;
      last = now;
      shown = true;
      const megabytes = `${(bytes / 1e6).toFixed(0)} MB`;
      const full = total > 0 ? Math.min(WIDTH, Math.round((bytes / total) * WIDTH)) : undefined;
      const bar = full === undefined ? "" : `[${"=".repeat(full)}${" ".repeat(WIDTH - full)}] `;
      process.stderr.write(`\r\u001B[K${bar}${megabytes}  ${name}`);
    },
    done() {
      if (shown) process.stderr.write("\r\u001B[K");
    },
  };
}
