import type { Echoscope } from "./api.js";

export * from "./api.js";

/**
 * Loads the engine. The first call loads; every other call gives the same engine, until one fails.
 * @throws {LoadError} when WebAssembly cannot be had, as under a content security policy that forbids it.
 */
export function load(): Promise<Echoscope>;
