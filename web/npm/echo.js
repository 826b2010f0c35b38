// The class Echo around the engine's own: it names misuse and knows when it has been freed. Nothing is decided here.

import { bytesOf } from "./bytes.js";
import { FreedError, guarded, nameOf, WrongArgumentError } from "./errors.js";

const ACTIONS = [
  "registerUser",
  "registerWallet",
  "createIntent",
  "capture",
  "cancel",
  "refund",
  "reverseRefund",
  "dispute",
  "decideDispute",
  "createSplits",
  "updateSplit",
  "executeSplit",
  "reverseSplit",
  "createSettlement",
  "updateSettlement",
  "cancelSettlement",
  "receiveFunds",
  "fundWallet",
  "advanceClock",
  "injectTransferFault",
];

/** What can be looked at, and the ids it takes. */
const VIEWS = {
  intent: ["id"],
  split: ["intent", "id"],
  settlement: ["id"],
  validations: ["settlement"],
  wallets: [],
  pools: [],
  events: [],
  intentReport: [],
  actionReport: [],
  settlementReport: [],
  splitReport: [],
  log: [],
  undo: [],
  fingerprint: [],
};

/** Makes the class for a loaded engine. */
export function echoOf(engine) {
  class Echo {
    #inner;

    constructor(options) {
      this.#inner = options instanceof engine.Echo ? options : guarded("new Echo", () => new engine.Echo(options));
    }

    static from(log) {
      return new Echo(guarded("Echo.from", () => engine.Echo.from(log)));
    }

    upload(settlement, file) {
      const bytes = bytesOf(file, "upload");
      return this.#call("upload", (inner) => inner.upload(settlement, bytes));
    }

    fork() {
      return new Echo(this.#call("fork", (inner) => inner.fork()));
    }

    at(length) {
      if (!Number.isInteger(length) || length < 0 || length > 0xffff_ffff) {
        const message = `at: \`length\` is a number of commands from 0 on, but got ${nameOf(length)}.`;
        throw new WrongArgumentError("length", message);
      }
      return new Echo(this.#call("at", (inner) => inner.at(length)));
    }

    get length() {
      return this.#call("length", (inner) => inner.length);
    }

    get now() {
      return this.#call("now", (inner) => inner.now);
    }

    free() {
      this.#inner?.free();
      this.#inner = undefined;
    }

    #call(name, use) {
      const inner = this.#inner;
      if (inner === undefined) throw new FreedError(name);
      return guarded(name, () => use(inner));
    }

    static {
      const define = (name, value) =>
        Object.defineProperty(this.prototype, name, { value, writable: true, configurable: true });
      for (const name of ACTIONS) {
        define(name, function (...given) {
          return this.#call(name, (inner) => inner[name](...given));
        });
      }
      for (const [name, ids] of Object.entries(VIEWS)) {
        define(name, function (...given) {
          ids.forEach((id, place) => needText(name, id, given[place]));
          return this.#call(name, (inner) => inner[name](...given));
        });
      }
      // Not every engine this package runs in knows the symbol yet.
      if (Symbol.dispose) define(Symbol.dispose, this.prototype.free);
    }
  }
  return Echo;
}

function needText(method, argument, value) {
  if (typeof value === "string") return;
  throw new WrongArgumentError(argument, `${method}: \`${argument}\` is a string, but got ${nameOf(value)}.`);
}
