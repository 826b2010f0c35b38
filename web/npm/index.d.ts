/// <reference lib="esnext.disposable" preserve="true" />

import type { CheckSettings, Config, Echo, InitInput, Log, Machine, Report, Rule } from "./dist/echoscope.js";

export type {
  Account,
  ActionInIntent,
  ActionRequest,
  ActionRow,
  ActionView,
  AddressView,
  Amount,
  BuyerView,
  CheckSettings,
  ChosenDialect,
  Code,
  Config,
  Currency,
  Dialect,
  Echo,
  Edge,
  ErrorDetail,
  ErrorType,
  Event,
  EventType,
  ExternalDataView,
  Fact,
  Finding,
  Footer,
  FooterErrorView,
  Given,
  GivenAddress,
  GivenBuyer,
  GivenDate,
  GivenExternalData,
  GivenLineItem,
  GivenPart,
  GivenSeller,
  Id,
  IntentRequest,
  IntentRow,
  IntentStatus,
  IntentView,
  LineErrorView,
  LineView,
  Log,
  Machine,
  Minor,
  Outcome,
  PartView,
  Pointer,
  PoolView,
  Reading,
  Refusal,
  Report,
  Rule,
  RuleCount,
  SellerView,
  SettlementRow,
  SettlementStatus,
  SettlementView,
  Severity,
  ShortLine,
  SplitRequest,
  SplitRow,
  SplitStatus,
  SplitView,
  State,
  StatusTotal,
  Step,
  Timestamp,
  Totals,
  TransferFault,
  Trigger,
  ValidationsView,
  Verdict,
  WalletView,
  Webhook,
} from "./dist/echoscope.js";

/** The content of a file. A string is taken as UTF-8. */
export type FileContent = Uint8Array | ArrayBuffer | ArrayBufferView | string;

export interface DocumentOptions extends CheckSettings {
  /** `json` where it is left out. */
  format?: "json" | "markdown";
  /** How Markdown calls the file. */
  fileName?: string;
}

/** The loaded engine. */
export interface Echoscope {
  /** A local Echo: `new Echo()`, or `Echo.from(log)`. Handles are independent of each other. */
  readonly Echo: EchoClass;
  /**
   * Checks a settlement file as Mangopay would before matching, as far as its public documents say.
   * @param file The content of the file. A string is taken as UTF-8.
   * @throws {WrongArgumentError} when `file` is none of these, or a buffer that was detached.
   */
  checkSettlement(file: FileContent, options?: CheckSettings): Report;
  /**
   * The same check as a document: JSON by the published schema, integers beyond 2^53 as strings, or Markdown.
   * @throws {WrongArgumentError} when an argument is of the wrong type.
   */
  settlementDocument(file: FileContent, options?: DocumentOptions): string;
  /** Everything that is checked in a settlement file, in the order in which a reader meets it. */
  rules(): Rule[];
  /** The lifecycles of Echo as tables of states and edges, in the order in which a payment meets them. */
  machines(): Machine[];
}

export interface EchoClass {
  /**
   * A new world. Every option has a default; the clock begins at 1 January 2026, 00:00 UTC.
   * @throws {WrongArgumentError} when an option is of the wrong type.
   */
  new (options?: Partial<Config>): Echo;
  /**
   * Builds the world again from a log that `log()` gave.
   * @throws {WrongArgumentError} when `log` is not such a log.
   */
  from(log: Log): Echo;
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
  readonly code: "wrong-argument" | "freed" | "load-failed" | "engine-failed";
}

/** A method was called with something it cannot take. A refusal by Echo is not an error: it is an `Outcome`. */
export class WrongArgumentError extends EchoscopeError {
  readonly code: "wrong-argument";
  /** The name of the argument. */
  readonly argument: string;
}

/** An `Echo` was used after `free()`. */
export class FreedError extends EchoscopeError {
  readonly code: "freed";
}
