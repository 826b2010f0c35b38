// Everything this package throws. A refusal by Echo is not among it: that is an answer.

/** An error of this package; `code` is stable and made for programs. */
export class EchoscopeError extends Error {
  constructor(code, message, options) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}
// A bundler may shorten the names of classes; the names of errors are read by people.
named(EchoscopeError, "EchoscopeError");

/** A method was called with something it cannot take; `argument` names it. */
export class WrongArgumentError extends EchoscopeError {
  constructor(argument, message, options) {
    super("wrong-argument", message, options);
    this.argument = argument;
  }
}
named(WrongArgumentError, "WrongArgumentError");

/** An `Echo` was used after `free()`. */
export class FreedError extends EchoscopeError {
  constructor(method) {
    super("freed", `${method} was called on an Echo that has been freed. Make a new one, or free it later.`);
  }
}
named(FreedError, "FreedError");

/** A `signal` said stop; its reason is the `cause`. The name is the one that every caller of `fetch` knows. */
export class AbortError extends EchoscopeError {
  constructor(method, cause) {
    super("aborted", `${method} was stopped by its \`signal\`.`, { cause });
  }
}
named(AbortError, "AbortError");

/** The stream or file that was being read failed; what it threw is the `cause`. */
export class SourceError extends EchoscopeError {
  constructor(method, bytes, cause) {
    super("source-failed", `${method}: \`file\` failed after ${bytes} bytes: ${cause?.message ?? cause}`, { cause });
    this.argument = "file";
  }
}
named(SourceError, "SourceError");

/** The WebAssembly module cannot be had. */
export class LoadError extends EchoscopeError {
  constructor(message, cause) {
    super("load-failed", message, { cause });
  }
}
named(LoadError, "LoadError");

/** The engine itself failed, which is a bug of Echoscope. This engine is not used again; `load()` gives a fresh one. */
export class EngineError extends EchoscopeError {
  constructor(message, cause) {
    super("engine-failed", message, { cause });
  }
}
named(EngineError, "EngineError");

function named(type, name) {
  Object.defineProperty(type, "name", { value: name });
}

/** What happened, for a sentence that ends in "but got …". */
export function nameOf(value) {
  if (value === null || value === undefined || typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "object") return `a ${typeof value}`;
  return `an object of type ${value.constructor?.name ?? "Object"}`;
}
