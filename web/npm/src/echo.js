// The class Echo around the engine's own: it names misuse and knows when it has been freed. Nothing is decided here.

import { actionsOf } from "./actions.js";
import { bytesOf } from "./bytes.js";
import { FreedError, nameOf, WrongArgumentError } from "./errors.js";
import { answerOf, handled, viewsOf } from "./requests.js";

/** What this class does in its own way; every other method of the engine's class is passed on as it is. */
const OWN = ["constructor", "free", "fork", "at", "upload", "length", "now", "toJSON", "toString"];

/** Makes the class for a loaded engine and its memory. */
export function echoOf(engine, memory, guarded) {
  const views = viewsOf(memory);
  const passedOn = Object.getOwnPropertyNames(engine.Echo.prototype).filter((name) => !OWN.includes(name) && !name.startsWith("__"));
  const tried = [...passedOn, "upload"];

  class Echo {
    // What a minifier makes of the name is not what a console should show.
    static name = "Echo";
    #inner;

    constructor(options) {
      this.#inner = options instanceof engine.Echo ? options : guarded("new Echo", () => new engine.Echo(options));
    }

    static from(log) {
      return new Echo(guarded("Echo.from", () => engine.Echo.from(log)));
    }

    /** For the server of this package: a clock on the wall, an address, and what the command line says. */
    static serving(options) {
      return new Echo(guarded("Echo.serving", () => engine.Echo.__serving(options)));
    }

    async handle(request) {
      if (typeof request?.url !== "string" || typeof request.arrayBuffer !== "function") {
        throw new WrongArgumentError("request", `handle: \`request\` is a Request, but got ${nameOf(request)}.`);
      }
      return handled((use) => this.#call("handle", (inner) => use(inner, views)), request);
    }

    answer(request, wall = 0, take) {
      return this.#call("answer", (inner) => answerOf(inner, views, request, wall, take));
    }

    outbox(most) {
      const parcels = this.#call("outbox", (inner) => inner.__outbox(most));
      return parcels === "" ? [] : JSON.parse(parcels);
    }

    setAddress(address) {
      this.#call("setAddress", (inner) => inner.__setAddress(address));
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

    can(action, ...given) {
      // A fork costs next to nothing, and what is tried on it is never seen.
      const trial = this.fork();
      try {
        const outcome = tried.includes(action) ? trial[action](...given) : undefined;
        if (typeof outcome?.ok === "boolean") return outcome.ok ? { ok: true } : outcome;
      } finally {
        trial.free();
      }
      const got = typeof action === "string" ? `"${action}"` : nameOf(action);
      throw new WrongArgumentError("action", `can: \`action\` is the name of an action such as "capture", but got ${got}.`);
    }

    actions(id) {
      const ids = id === undefined ? [...this.intents(), ...this.settlements()] : [id];
      return ids.flatMap((object) => {
        const asked = actionsOf(this, object);
        if (asked === undefined) {
          throw new WrongArgumentError("id", `actions: \`id\` is the id of an Intent or a Settlement of this world, but got "${object}".`);
        }
        return asked.map(([action, given]) => ({ object, action, given, ...this.can(action, ...given) }));
      });
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
      for (const name of passedOn) {
        define(name, function (...given) {
          return this.#call(name, (inner) => inner[name](...given));
        });
      }
      // Not every engine this package runs in knows the symbol yet.
      if (Symbol.dispose) define(Symbol.dispose, this.prototype.free);
    }
  }
  return Echo;
}
