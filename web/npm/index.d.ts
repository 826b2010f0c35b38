import type { InitInput, Machine, Report } from "./dist/echoscope.js";

export type {
  Amount,
  Dialect,
  Edge,
  Finding,
  Footer,
  Machine,
  Report,
  RuleCount,
  Severity,
  State,
  StatusTotal,
  Totals,
  Verdict,
} from "./dist/echoscope.js";

/** The loaded engine. */
export interface Echoscope {
  /**
   * Checks a settlement file as Mangopay would before matching, as far as its public documents say.
   * @param file The content of the file. A string is taken as UTF-8.
   * @throws {EchoscopeError} `wrong-argument` when `file` is none of these.
   */
  checkSettlement(file: Uint8Array | ArrayBuffer | ArrayBufferView | string): Report;
  /** The lifecycles of Echo as tables of states and edges, in the order in which a payment meets them. */
  machines(): Machine[];
}

export interface LoadOptions {
  /** The WebAssembly module, where the one beside the package cannot be reached: its bytes, address or response. */
  wasm?: InitInput | Promise<InitInput>;
}

/**
 * Loads the engine. The first call loads, every other call gives the same engine.
 * @throws {EchoscopeError} `load-failed` when the WebAssembly module cannot be had.
 */
export function load(options?: LoadOptions): Promise<Echoscope>;

/** An error of this package. `code` is stable and made for programs, the message for people. */
export class EchoscopeError extends Error {
  readonly code: "wrong-argument" | "load-failed" | "engine-failed";
}
