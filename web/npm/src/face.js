// What the package offers once the engine is loaded: arguments are checked here, everything else happens in Rust.

import { bytesOf } from "./bytes.js";
import { echoOf } from "./echo.js";
import { nameOf, WrongArgumentError } from "./errors.js";
import { gate } from "./guard.js";
import { feed, readInPieces } from "./reading.js";

/** Wraps a loaded engine and its memory. `broken` is told when the engine cannot be used any more. */
export function face(engine, memory, broken) {
  const guarded = gate(broken);

  /** A check that takes its file in pieces and is freed, however it ends. */
  function begin(method, { document, fileName = "settlement.csv", ...options }) {
    const check = guarded(method, () => new engine.SettlementCheck(options));
    return {
      take: (bytes) => guarded(method, () => feed(bytes, memory, check)),
      end: () =>
        guarded(method, () => {
          check.finish();
          return check.report(String(fileName), document);
        }),
      free: () => check.free(),
    };
  }

  return Object.freeze({
    Echo: echoOf(engine, guarded),
    checkSettlement(file, options) {
      const bytes = bytesOf(file, "checkSettlement");
      const check = begin("checkSettlement", plain(options, "checkSettlement"));
      try {
        check.take(bytes);
        return check.end();
      } finally {
        check.free();
      }
    },
    async checkSettlementStream(file, given) {
      const { onProgress, signal, ...options } = plain(given, "checkSettlementStream");
      const check = begin("checkSettlementStream", options);
      try {
        await readInPieces(file, check.take, "checkSettlementStream", { onProgress, signal });
        return check.end();
      } finally {
        check.free();
      }
    },
    convertPayout(report, options) {
      const bytes = bytesOf(report, "convertPayout");
      return guarded("convertPayout", () => engine.convertPayout(bytes, plain(options, "convertPayout")));
    },
    rules: () => guarded("rules", () => engine.rules()),
    machines: () => guarded("machines", () => engine.machines()),
  });
}

function plain(options = {}, method) {
  if (options !== null && typeof options === "object") return options;
  throw new WrongArgumentError("options", `${method}: \`options\` is an object, but got ${nameOf(options)}.`);
}
