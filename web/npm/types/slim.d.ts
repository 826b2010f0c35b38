import type { Echoscope } from "./api.js";

export * from "./api.js";

/** The WebAssembly module, `echoscope/engine.wasm`, as it is at hand. */
export type ModuleAtHand = WebAssembly.Module | ArrayBuffer | ArrayBufferView;

/** The module, or where to get it: an address is fetched. */
export type ModuleSource = ModuleAtHand | Response | Request | URL | string;

/**
 * Makes an engine of its own with every call.
 * @throws {LoadError} when the module cannot be had or is none.
 */
export function load(options: { module: ModuleSource | Promise<ModuleSource> }): Promise<Echoscope>;

/** The same at once: in Node, in workers, and wherever a compiled module is at hand. */
export function loadSync(options: { module: ModuleAtHand }): Echoscope;
