// Errors on their way between a worker and its page: a message cannot carry a class.

import * as errors from "./errors.js";

export function tellError(error) {
  const { name, message, code, argument, cause } = error;
  return { name, message, code, argument, cause: cause instanceof Error ? cause.message : cause };
}

export function errorOf({ name, message, code, argument, cause }) {
  const type = errors[name]?.prototype ?? errors.EchoscopeError.prototype;
  const error = Object.setPrototypeOf(new errors.EchoscopeError(code ?? "engine-failed", message, { cause }), type);
  error.name = name;
  if (argument !== undefined) error.argument = argument;
  return error;
}
