// Everything this package throws. A refusal by Echo is not among it: that is an answer.

/** An error of this package; `code` is stable and made for programs. */
export class EchoscopeError extends Error {
  constructor(code, message, options) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** A method was called with something it cannot take; `argument` names it. */
export class WrongArgumentError extends EchoscopeError {
  constructor(argument, message, options) {
    super("wrong-argument", message, options);
    this.argument = argument;
  }
}

/** An `Echo` was used after `free()`. */
export class FreedError extends EchoscopeError {
  constructor(method) {
    super("freed", `${method} was called on an Echo that has been freed. Make a new one, or free it later.`);
  }
}

/** What happened, for a sentence that ends in "but got …". */
export function nameOf(value) {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== "object") return `a ${typeof value}`;
  return `an object of type ${value.constructor?.name ?? "Object"}`;
}

/** Runs a call into the engine and gives every failure its type. */
export function guarded(name, call) {
  try {
    return call();
  } catch (cause) {
    if (cause instanceof EchoscopeError) throw cause;
    const text = String(cause?.message ?? cause);
    // The engine throws these two, and only for arguments; the sentence begins with the argument's name.
    const argument = /^`(\w+)`/.exec(text);
    if (argument && (cause instanceof TypeError || cause instanceof RangeError)) {
      throw new WrongArgumentError(argument[1], `${name}: ${text}.`, { cause });
    }
    const message = `The engine of echoscope failed in ${name}: ${text}. This is a bug of echoscope, not of your code.`;
    throw new EchoscopeError("engine-failed", message, { cause });
  }
}
