// A report of a check. A file may have many thousand findings, of which a reader sees a few: they are kept as one text
// and become objects when they are looked at.

import { read } from "./exact.js";

export function report(head, findings, ends, document) {
  return new Report({ head, findings, ends, document });
}

export function repair(bytes, rounds) {
  return { bytes, rounds: read(rounds) };
}

export class Report {
  // What a minifier makes of the name is not what a console should show.
  static name = "Report";
  #parts;

  constructor(parts) {
    this.#parts = parts;
    Object.assign(this, read(parts.head));
    if (parts.document !== undefined) this.document = parts.document;
    Object.defineProperty(this, "findings", {
      get: () => {
        const value = [...this];
        Object.defineProperty(this, "findings", { value, enumerable: true, writable: true, configurable: true });
        return value;
      },
      enumerable: true,
      configurable: true,
    });
  }

  /** How many findings are listed. */
  get findingCount() {
    return this.#parts.ends.length;
  }

  /** One finding, counted from 0; undefined where there are not so many. */
  finding(place) {
    const { findings, ends } = this.#parts;
    if (!(place >= 0 && place < ends.length)) return undefined;
    return read(findings.slice(place === 0 ? 0 : ends[place - 1], ends[place]));
  }

  *[Symbol.iterator]() {
    for (let place = 0; place < this.findingCount; place += 1) yield this.finding(place);
  }

  /** What can be posted from a worker; `new Report` makes a report of it again. */
  static partsOf(report) {
    return report.#parts;
  }
}
