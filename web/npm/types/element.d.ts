import type { Echoscope, Refusal, ScenarioMove } from "./api.js";

/**
 * `<echo-playground scenario="shortage">`: a story of Echo in any page, with its lifecycles, its money and its words.
 *
 * Importing this does nothing and needs no document; `echoscope/element/define` makes the element known. What the element
 * holds is shown until there is a story, and to everybody without script. A `<pre>` in it is a scenario of your own.
 */
export class EchoPlayground extends HTMLElement {
  /**
   * Where the engine comes from. It is loaded for a scenario of your own, and when a reader asks for something else; the
   * stories of the package are shown without it. The default takes the entry `echoscope`.
   */
  static engine: () => Promise<Echoscope>;

  /** The name of a scenario of the package, such as `overview` or `17-shortage`. */
  scenario: string;
  /** A scenario of your own, or only its steps. It goes before the name. */
  get text(): string | undefined;
  set text(text: string | undefined | null);
  view: "stage" | "money" | "overview" | "";
  /** `auto` follows the `color-scheme` of the page around the element. */
  theme: "auto" | "light" | "dark" | "";
  /** `player` leaves out the views and what can be asked, `none` the player too. */
  controls: "full" | "player" | "none" | "";
  /** How many times faster than reading pace. */
  get speed(): string;
  set speed(times: "1" | "2" | "4" | "16" | 1 | 2 | 4 | 16);
  /** The object that stays on the stage; without it the stage follows what moves. */
  subject: string;
  /** The address of a page of Echoscope, for a link that opens the story there. */
  playground: string;
  /** Plays by itself once it is in sight, unless the reader has asked for reduced motion. */
  autoplay: boolean;

  /** How many steps have been played. */
  step: number;
  /** How many steps the story has. */
  readonly steps: number;
  readonly playing: boolean;
  play(): void;
  pause(): void;
  next(): void;
  back(): void;
  /** Begins anew with what the element is told to show. */
  reload(): void;

  addEventListener<Name extends keyof EchoPlaygroundEventMap>(
    name: Name,
    listener: (this: EchoPlayground, event: EchoPlaygroundEventMap[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(name: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<Name extends keyof EchoPlaygroundEventMap>(
    name: Name,
    listener: (this: EchoPlayground, event: EchoPlaygroundEventMap[Name]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(name: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** What the element tells; all of them bubble. */
export interface EchoPlaygroundEvents {
  /** A story stands on the stage. `scenario` is undefined for one of your own. */
  "echo-ready": CustomEvent<{ scenario: string | undefined; title: string; steps: number }>;
  /** Another step was taken, or one was taken back. `text` is undefined at the beginning. */
  "echo-step": CustomEvent<{ position: number; steps: number; text: string | undefined; moves: ScenarioMove[] }>;
  "echo-finished": CustomEvent<{ position: number }>;
  /** The engine refused: a step of the story, or what a reader asked for. `refusal` is undefined where it could not even be asked. */
  "echo-refused": CustomEvent<{ text: string; refusal: Refusal | undefined }>;
  /** There is nothing to show. */
  "echo-error": CustomEvent<{
    code: "no-scenario" | "unknown-scenario" | "unreadable" | "engine-failed" | "story-failed";
    message: string;
    cause?: unknown;
  }>;
}

export interface EchoPlaygroundEventMap extends HTMLElementEventMap, EchoPlaygroundEvents {}
