// Writing lines to whoever started the server, without ever waiting for them: a script that reads only the first line
// must not bring the server to a stop when the pipe is full.

import { fstatSync } from "node:fs";
import { Socket } from "node:net";

/** Text that may wait to be read. What comes beyond it is dropped and counted. */
const WAITING_LIMIT = 1024 * 1024;
const FAREWELL_MS = 500;

/** Makes a function that prints a line. `flush()` gives what waits a moment to get out. */
export function printerTo(standard) {
  const stream = unblocked(standard);
  let lines = [];
  let dropped = 0;
  stream.on("error", () => {
    // Nobody reads any more; the server goes on.
  });

  function put() {
    if (dropped > 0) lines.unshift(`(${dropped} lines were not shown: nobody read them in time)`);
    dropped = 0;
    const text = `${lines.join("\n")}\n`;
    lines = [];
    stream.write(text);
  }

  const print = (line) => {
    if (stream.writableLength > WAITING_LIMIT) {
      dropped += 1;
      return;
    }
    if (lines.push(line) === 1) setImmediate(put);
  };
  print.flush = () =>
    new Promise((resolve) => {
      setTimeout(resolve, FAREWELL_MS).unref();
      if (lines.length > 0) put();
      stream.write("", resolve);
    });
  return print;
}

/** Node writes to the pipe of a parent and waits for it; a socket on the same descriptor does not. */
function unblocked(standard) {
  const kind = fstatSync(standard.fd);
  const isPipe = (kind.isFIFO() || kind.isSocket()) && process.platform !== "win32";
  return isPipe ? new Socket({ fd: standard.fd, readable: false, writable: true }) : standard;
}
