// Every call into the engine goes through here: a failure gets its type, and an engine that broke is not used again.

import { EchoscopeError, EngineError, WrongArgumentError } from "./errors.js";

/** The gate of one engine. `broken` is told when the engine cannot be used any more. */
export function gate(broken) {
  let failure;
  return function guarded(method, call) {
    if (failure !== undefined) {
      const message = `${method} was called on an engine that failed before. Call load() for a fresh one; Echo.from(log) brings a world back.`;
      throw new EngineError(message, failure);
    }
    try {
      return call();
    } catch (cause) {
      if (cause instanceof EchoscopeError) throw cause;
      const text = String(cause?.message ?? cause);
      // The engine throws these two, and only for arguments; the sentence begins with the argument's name.
      const argument = /^`(\w+)`/.exec(text);
      if (argument && (cause instanceof TypeError || cause instanceof RangeError)) {
        throw new WrongArgumentError(argument[1], `${method}: ${sentence(text)}`, { cause });
      }
      failure = cause;
      broken();
      throw new EngineError(`The engine of Echoscope failed in ${method}: ${sentence(text)} This is a bug of Echoscope, not of your code.`, cause);
    }
  };
}

/** With one full stop, whether it came with one or without. */
function sentence(text) {
  return `${text.trimEnd().replace(/\.+$/, "")}.`;
}
