/// <reference lib="esnext.disposable" preserve="true" />

import type { CheckSettings, MatchReport, MatchSettings, Repair, ScenarioOffer, ScenarioPlay, ScenarioRun, SettlementDraft, Config, Converted, DocumentFormat, MatchDocumentFormat, Echo as EngineEcho, Log, Machine, Outcome, PayoutWishes, Refusal, Report, Rule } from "./engine.js";

export type {
  ScenarioName,
  ScenarioMistake,
  ScenarioFailure,
  PlayedStep,
  ScenarioRun,
  ScenarioPlay,
  ScenarioStep,
  ScenarioObject,
  ScenarioMove,
  ScenarioPayment,
  ScenarioCheck,
  ScenarioMoney,
  ScenarioPool,
  ScenarioWallet,
  ScenarioOffer,
  Sum,
  SettlementDraftLine,
  SettlementDraft,
  RepairRound,
  Repair,
  LineStatus,
  DeclarationUnknown,
  DeclarationSource,
  DeclarationForm,
  Declared,
  OpenSum,
  OpenActions,
  Likeness,
  Nearest,
  DeclaredAction,
  UnmatchedLine,
  ReasonCount,
  Reason,
  Assumed,
  Footing,
  FileMatch,
  MatchSettings,
  MatchReport,
  CheckDocument,
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
  Converted,
  Currency,
  Dialect,
  DocumentFormat,
  MatchDocumentFormat,
  Edge,
  Edit,
  ErrorDetail,
  ErrorType,
  Event,
  EventType,
  ExternalDataView,
  Fact,
  Finding,
  Fix,
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
  LeftOut,
  LineErrorView,
  LineView,
  Log,
  Machine,
  Minor,
  Outcome,
  PartView,
  PayoutFault,
  PayoutFormat,
  PayoutWishes,
  Pointer,
  PoolView,
  Reading,
  Refusal,
  Report,
  ReportHead,
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
} from "./engine.js";

/** The content of a file that is at hand. A string is taken as UTF-8. */
export type FileContent = Uint8Array | ArrayBuffer | ArrayBufferView | string;

/** A file that is read in pieces: its size is of no importance. Pieces are bytes or text. */
export type FileSource =
  | FileContent
  | Blob
  | ReadableStream<Uint8Array | string>
  | AsyncIterable<Uint8Array | string>;

/** How far the reading of a file has come. */
export interface Progress {
  /** Bytes read so far. */
  bytes: number;
  /** Undefined where the size is not known. */
  total: number | undefined;
}

export interface ReadOptions {
  /** Told after every piece, some thousand lines each. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Stops the reading; the promise then fails with an `AbortError`. */
  signal?: AbortSignal | undefined;
}

export interface CheckOptions extends CheckSettings {
  /**
   * Gives the report as a document as well: JSON by the published schema (integers beyond 2^53 as strings), Markdown for
   * a comment or a ticket, SARIF for code scanning, CSV for a spreadsheet, workflow commands for GitHub Actions, and text
   * for a terminal with each finding under its line.
   */
  document?: DocumentFormat | undefined;
  /**
   * For a text: gives bytes of the file again, from one offset up to another, or fewer where the file ends. A content that
   * was given whole needs none; without it the findings of a stream stand without their lines.
   */
  part?: ((from: number, to: number) => Uint8Array) | undefined;
  /** How the document calls the file. */
  fileName?: string | undefined;
}

export interface NamedContent {
  name: string;
  content: FileContent;
}

/** What can be read twice, as matching in pieces may have to: no stream. */
export type MatchSource = FileContent | Blob | { name: string; content: FileContent | Blob }[];

export interface MatchOptions extends MatchSettings {
  /** How the report calls the file. */
  fileName?: string | undefined;
  /** How the report calls the declarations. */
  declarationsName?: string | undefined;
  /**
   * Gives the report as a document as well, one for all files: JSON by the published schema, Markdown for a ticket, CSV
   * for a spreadsheet, text for a terminal.
   */
  document?: MatchDocumentFormat | "json" | undefined;
}

/** The loaded engine. */
export interface Echoscope {
  /** A local Echo: `new Echo()`, or `Echo.from(log)`. Handles are independent of each other. */
  readonly Echo: EchoClass;
  /**
   * Checks a settlement file as Mangopay would before matching, as far as its public documents say.
   * @throws {WrongArgumentError} when `file` is no content of a file, or a buffer that was detached.
   */
  checkSettlement(file: FileContent, options?: CheckOptions): Report;
  /**
   * The same for a file of any size, in pieces and constant memory.
   * @throws {AbortError} when the signal says stop.
   * @throws {SourceError} when the stream or file fails half way.
   * @throws {WrongArgumentError} when an argument is of the wrong type.
   */
  checkSettlementStream(file: FileSource, options?: CheckOptions & ReadOptions): Promise<Report>;
  /**
   * Makes a settlement file of a provider's own payout report: Stripe's itemized payout reconciliation, or Adyen's
   * settlement details. Amounts are read exactly; where a row cannot be, or the rows do not add up to the payout, there
   * are `faults` and no `file`.
   * @throws {WrongArgumentError} when `report` is no content of a file.
   */
  convertPayout(report: FileContent, options?: PayoutWishes): Converted;
  /**
   * Matches settlement files with what was declared, as Mangopay would after an upload: the status, and for every line that
   * does not match why, and what it may have meant. Several files are matched one after the other.
   * @param declarations The report ECHO_INTENT_ACTION, JSON from the API, a log of this package, or a list of references
   * and amounts.
   * @throws {WrongArgumentError} when an argument is of the wrong type.
   */
  matchSettlement(
    file: FileContent | NamedContent[],
    declarations: FileContent | NamedContent[],
    options?: MatchOptions,
  ): MatchReport & { readonly document?: string };
  /**
   * The same for files of any size, in pieces. Declarations are kept, in about a hundred bytes each; of the files nothing is.
   * @throws {AbortError} when the signal says stop.
   * @throws {SourceError} when a file fails half way.
   * @throws {WrongArgumentError} when an argument is of the wrong type.
   */
  matchSettlementStream(
    file: MatchSource,
    declarations: MatchSource,
    options?: MatchOptions & ReadOptions,
  ): Promise<MatchReport & { readonly document?: string }>;
  /**
   * Applies every safe fix: those that change how a value is written, never what it says.
   * @throws {WrongArgumentError} when an argument is of the wrong type.
   */
  fixSettlement(file: FileContent, options?: CheckSettings): Repair;
  /**
   * Writes a correct settlement file; totals and footer follow from the lines.
   * @throws {WrongArgumentError} when the draft names what Echo does not support.
   */
  writeSettlement(draft: SettlementDraft): string;
  /** Plays the text of a scenario in a world of its own. */
  runScenario(text: string): ScenarioRun;
  /**
   * Plays a scenario step by step: what each step moved, paid and was refused, where the money was after it, and the
   * prose between. Everything that `<echo-playground>` shows comes from here.
   * @throws {WrongArgumentError} when `text` is no string.
   */
  playScenario(text: string): ScenarioPlay;
  /**
   * The same scenario up to a step, and from there on another one.
   * @throws {WrongArgumentError} when an argument is of the wrong type.
   */
  continueScenario(text: string, position: number, step: string): ScenarioPlay;
  /**
   * What could be asked after so many steps, as steps of the scenario, and for what would be refused, why.
   * @throws {WrongArgumentError} when an argument is of the wrong type.
   */
  scenarioOffers(text: string, position: number): ScenarioOffer[];
  /**
   * Draws a lifecycle: Mermaid where no format is given.
   * @throws {WrongArgumentError} when there is no such lifecycle or format.
   */
  diagram(machine: string, format?: "mermaid" | "dot" | "svg"): string;
  /** Everything that is checked in a settlement file, in the order in which a reader meets it. */
  rules(): Rule[];
  /** The lifecycles of Echo as tables of states and edges, in the order in which a payment meets them. */
  machines(): Machine[];
}

/** The names of the methods that are actions: those that answer with an `Outcome`. */
export type ActionName = {
  [Name in keyof EngineEcho]: EngineEcho[Name] extends (...given: never[]) => Outcome<unknown> ? Name : never;
}[keyof EngineEcho];

/** A world of its own. */
export interface Echo extends Omit<EngineEcho, "fork" | "at"> {
  /** A second world that begins as this one stands. It costs next to nothing, and the two go their own ways. */
  fork(): Echo;
  /** The world as it stood after so many commands, as one of its own. */
  at(length: number): Echo;
  /**
   * Answers a request as Mangopay's REST interface would: no socket, no network. `POST /_echoscope/…` drives time, money
   * and faults. The same world is seen by every other method.
   * @throws {WrongArgumentError} when `request` is no `Request`.
   */
  handle(request: Request): Promise<Response>;
  /** The same with plain values: header names in lower case, the time in milliseconds. */
  answer(request: PlainRequest, wall?: number): PlainAnswer;
  /** Whether an action would be carried out now, and if not, why. It is tried on a fork: nothing changes. */
  can<Name extends ActionName>(
    action: Name,
    ...given: Parameters<EngineEcho[Name]>
  ): { ok: true } | { ok: false; refusal: Refusal };
  /**
   * What can be done now with an Intent or a Settlement, each in its fullest form, and for the others why not. Without an
   * id: with everything in this world.
   * @throws {WrongArgumentError} when there is no such object.
   */
  actions(id?: string): Possibility[];
}

/** Something that could be asked, and what would come of it. */
export type Possibility = {
  /** The id of the Intent or the Settlement. */
  object: string;
  action: ActionName;
  /** What the action would be called with. */
  given: unknown[];
} & ({ ok: true } | { ok: false; refusal: Refusal });

/** A request without the objects of the web platform. */
export interface PlainRequest {
  method: string;
  /** Path and query. */
  target: string;
  headers: Partial<Record<"authorization" | "content-type" | "idempotency-key", string>>;
  body?: Uint8Array | undefined;
}

export interface PlainAnswer {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
  /** Whether the world is another one than before the request. */
  changed: boolean;
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

/** A worker that runs `echoscope/worker`, as `connect` makes it usable. */
export interface EchoscopeWorker {
  checkSettlement(file: FileSource, options?: CheckOptions & ReadOptions & TransferOptions): Promise<Report>;
  matchSettlement(
    file: MatchSource,
    declarations: MatchSource,
    options?: MatchOptions & ReadOptions & TransferOptions,
  ): Promise<MatchReport & { readonly document?: string }>;
  /** Ends the worker. Calls that are under way never answer. */
  close(): void;
}

export interface TransferOptions {
  /** What is given away instead of copied: the buffer or the stream of the file. */
  transfer?: Transferable[];
}

/** Speaks with a worker: `connect(new Worker(new URL("echoscope/worker", import.meta.url), { type: "module" }))`. */
export function connect(worker: Worker): EchoscopeWorker;

/** An error of this package. `code` is stable and made for programs, the message for people. */
export class EchoscopeError extends Error {
  readonly code: "wrong-argument" | "freed" | "aborted" | "source-failed" | "load-failed" | "engine-failed";
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

/** A `signal` said stop; its reason is the `cause`. */
export class AbortError extends EchoscopeError {
  readonly code: "aborted";
}

/** The stream or file that was being read failed; what it threw is the `cause`. */
export class SourceError extends EchoscopeError {
  readonly code: "source-failed";
  readonly argument: "file";
}

/** The WebAssembly module cannot be had. */
export class LoadError extends EchoscopeError {
  readonly code: "load-failed";
}

/** The engine itself failed, which is a bug of Echoscope. Its world can be had again: `load()`, then `Echo.from(log)`. */
export class EngineError extends EchoscopeError {
  readonly code: "engine-failed";
}
