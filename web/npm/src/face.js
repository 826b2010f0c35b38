// What the package offers once the engine is loaded: arguments are checked here, everything else happens in Rust.

import { bytesOf, rereadable } from "./bytes.js";
import { dot, mermaid, svg } from "./diagram.js";
import { echoOf } from "./echo.js";
import { nameOf, SourceError, WrongArgumentError } from "./errors.js";
import { gate } from "./guard.js";
import { matchDocument } from "./match-document.js";
import { endsOf, feed, readInPieces, readWhole, sizeOf } from "./reading.js";

/** Wraps a loaded engine and its memory. `broken` is told when the engine cannot be used any more. */
export function face(engine, memory, broken) {
  const guarded = gate(broken);

  /** A check that takes its file in pieces and is freed, however it ends. */
  function begin(method, { document, fileName = "settlement.csv", part, ...options }) {
    const check = guarded(method, () => new engine.SettlementCheck(options));
    return {
      take: (bytes) => guarded(method, () => feed(bytes, memory, check)),
      end: () =>
        guarded(method, () => {
          check.finish();
          const again = typeof part === "function" ? rereading(method, part) : undefined;
          const report = check.report(String(fileName), document, again?.part);
          if (again?.failure !== undefined) throw again.failure;
          return report;
        }),
      free: () => check.free(),
    };
  }

  return Object.freeze({
    Echo: echoOf(engine, memory, guarded),
    checkSettlement(file, options) {
      const bytes = bytesOf(file, "checkSettlement");
      const part = (from, to) => bytes.subarray(from, to);
      const check = begin("checkSettlement", { part, ...plain(options, "checkSettlement") });
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
    matchSettlement(file, declarations, given) {
      const { fileName = "settlement.csv", declarationsName = "declarations", document, ...options } = plain(given, "matchSettlement");
      const files = filesOf(file, fileName, "file", "matchSettlement");
      const declared = filesOf(declarations, declarationsName, "declarations", "matchSettlement");
      const match = guarded("matchSettlement", () => new engine.SettlementMatch(options));
      try {
        for (const { name, bytes } of declared) guarded("matchSettlement", () => match.declare(name, bytes));
        for (const { name, bytes } of files) guarded("matchSettlement", () => match.file(name, bytes));
        return guarded("matchSettlement", () => reportOf(match, document));
      } finally {
        match.free();
      }
    },
    async matchSettlementStream(file, declarations, given) {
      const method = "matchSettlementStream";
      const { fileName, declarationsName, document, onProgress, signal, ...options } = plain(given, method);
      const files = filesOf(file, fileName ?? file?.name ?? "settlement.csv", "file", method, rereadable);
      const declared = filesOf(declarations, declarationsName ?? declarations?.name ?? "declarations", "declarations", method, rereadable);
      let total = [...files, ...declared].reduce((sum, { bytes }) => sum + sizeOf(bytes, method), 0);
      let read = 0;
      /** Reads one of them, and tells of it as a part of all. */
      const reading = async (use, source) => {
        const told = typeof onProgress === "function" ? ({ bytes }) => onProgress({ bytes: read + bytes, total }) : onProgress;
        const result = await use(source, method, { onProgress: told, signal });
        read += sizeOf(source, method);
        return result;
      };
      const match = guarded(method, () => new engine.SettlementMatch(options));
      const take = (bytes) => guarded(method, () => feed(bytes, memory, match));
      try {
        for (const { name, bytes } of declared) {
          const content = await reading(readWhole, bytes);
          guarded(method, () => match.declare(name, content));
        }
        for (const { name, bytes } of files) {
          const { head, tail } = await endsOf(bytes, method);
          guarded(method, () => match.begin(name, head, tail));
          for (;;) {
            await reading((source, ...others) => readInPieces(source, take, ...others), bytes);
            if (!guarded(method, () => match.end())) break;
            total += sizeOf(bytes, method);
          }
        }
        return guarded(method, () => reportOf(match, document));
      } finally {
        match.free();
      }
    },
    fixSettlement(file, options) {
      const bytes = bytesOf(file, "fixSettlement");
      return guarded("fixSettlement", () => engine.fixSettlement(bytes, options));
    },
    writeSettlement: (draft) => guarded("writeSettlement", () => engine.writeSettlement(draft)),
    runScenario(text) {
      return guarded("runScenario", () => engine.runScenario(textOf(text, "text", "runScenario")));
    },
    playScenario(text) {
      return guarded("playScenario", () => engine.playScenario(textOf(text, "text", "playScenario")));
    },
    continueScenario(text, position, step) {
      const [scenario, next] = [textOf(text, "text", "continueScenario"), textOf(step, "step", "continueScenario")];
      const length = positionOf(position, "continueScenario");
      return guarded("continueScenario", () => engine.continueScenario(scenario, length, next));
    },
    scenarioOffers(text, position) {
      const [scenario, length] = [textOf(text, "text", "scenarioOffers"), positionOf(position, "scenarioOffers")];
      return guarded("scenarioOffers", () => engine.scenarioOffers(scenario, length));
    },
    diagram(machine, format = "mermaid") {
      const machines = guarded("diagram", () => engine.machines());
      const found = machines.find(({ name }) => name.toLowerCase() === String(machine).toLowerCase());
      if (found === undefined) {
        const names = machines.map(({ name }) => name).join(", ");
        throw new WrongArgumentError("machine", `diagram: \`machine\` is one of ${names}, but got ${String(machine)}.`);
      }
      if (!Object.hasOwn(DRAWINGS, format)) {
        const formats = Object.keys(DRAWINGS).join(", ");
        throw new WrongArgumentError("format", `diagram: \`format\` is one of ${formats}, but got ${String(format)}.`);
      }
      return DRAWINGS[format](found);
    },
    convertPayout(report, options) {
      const bytes = bytesOf(report, "convertPayout");
      return guarded("convertPayout", () => engine.convertPayout(bytes, plain(options, "convertPayout")));
    },
    rules: () => guarded("rules", () => engine.rules()),
    machines: () => guarded("machines", () => engine.machines()),
  });
}

const DRAWINGS = { mermaid, dot, svg };

/** What came of a match. */
function reportOf(match, document) {
  const report = match.finish(document === "json" ? undefined : document);
  return document === "json" ? { ...report, document: matchDocument(report) } : report;
}

/** One content, or several with their names: `{ name, content }`. */
function filesOf(given, name, argument, method, read = bytesOf) {
  const several = Array.isArray(given) ? given : [{ name, content: given }];
  return several.map((one) => {
    if (one === null || typeof one !== "object") {
      const message = `${method}: \`${argument}\` is a content, or a list of { name, content }, but the list has ${nameOf(one)}.`;
      throw new WrongArgumentError(argument, message);
    }
    return { name: String(one.name ?? name), bytes: read(one.content, method, argument) };
  });
}

/** That a part of the file cannot be read again is no failure of the engine, so it is told when the engine is done. */
function rereading(method, part) {
  const again = {
    failure: undefined,
    part(from, to) {
      try {
        return part(from, to);
      } catch (cause) {
        again.failure ??= new SourceError(method, from, cause);
        return new Uint8Array();
      }
    },
  };
  return again;
}

function textOf(text, argument, method) {
  if (typeof text === "string") return text;
  const what = argument === "text" ? "the text of a scenario" : "a step of a scenario, as text";
  throw new WrongArgumentError(argument, `${method}: \`${argument}\` is ${what}, but got ${nameOf(text)}.`);
}

function positionOf(position, method) {
  if (Number.isInteger(position) && position >= 0 && position <= 0xffff_ffff) return position;
  throw new WrongArgumentError("position", `${method}: \`position\` is a number of steps from 0 on, but got ${nameOf(position)}.`);
}

function plain(options = {}, method) {
  if (options !== null && typeof options === "object") return options;
  throw new WrongArgumentError("options", `${method}: \`options\` is an object, but got ${nameOf(options)}.`);
}
