// What else could be asked at this moment: the engine is loaded when a reader wants to know.

import { h, icon, say } from "./dom.js";
import { caption } from "./story.js";
import { label } from "./stage.js";
import * as texts from "./texts.js";

export class Asking {
  #open = h("ul", { class: "asks" });
  #closed = h("ul", { class: "asks" });
  #count = h("summary", {});
  #refused = h("details", { class: "asks-refused" }, this.#count, this.#closed);
  #state = h("p", { class: "soft", role: "status" });
  #retry = h("button", { type: "button", class: "button small" }, texts.TRY_AGAIN);
  element;

  /** `wanted` is told when the reader wants to know, `ask` which offer was chosen. */
  constructor(wanted, ask) {
    this.ask = ask;
    this.#retry.addEventListener("click", wanted);
    const toggled = () => this.isOpen && wanted();
    this.element = h(
      "details",
      { class: "asking", part: "asking", on: { toggle: toggled } },
      h("summary", {}, texts.ASK),
      this.#state,
      this.#retry,
      this.#open,
      this.#refused,
    );
    this.show([]);
  }

  get isOpen() {
    return this.element.open;
  }

  /** While the engine comes, and when it does not come. */
  wait(sentence = texts.ENGINE_OPENS, canRetry = false) {
    say(this.#state, sentence);
    this.#state.hidden = false;
    this.#retry.hidden = !canRetry;
    this.#open.hidden = this.#refused.hidden = true;
  }

  show(offers) {
    const hadFocus = this.#open.matches(":focus-within") || this.#closed.matches(":focus-within");
    const granted = offers.filter((offer) => isGranted(offer));
    const rest = offers.filter((offer) => !isGranted(offer));
    say(this.#state, texts.ASK_NONE);
    this.#state.hidden = granted.length > 0;
    this.#retry.hidden = true;
    this.#open.hidden = false;
    this.#refused.hidden = rest.length === 0;
    say(this.#count, texts.wouldBeRefused(rest.length));
    this.#open.replaceChildren(...granted.map((offer) => this.#item(offer)));
    this.#closed.replaceChildren(...rest.map((offer) => this.#item(offer)));
    // What was pressed is gone; whoever uses the keys goes on from the head of the new list.
    if (hadFocus) this.element.firstChild.focus({ preventScroll: true });
  }

  #item(offer) {
    const refused = !isGranted(offer);
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: `ask${refused ? " refused" : ""}`, "data-machine": offer.machine, "data-trigger": offer.trigger, on: { click: () => this.ask(offer) } },
        h("span", { class: "ask-label" }, refused && icon("lock"), texts.ask(offer, label(offer.trigger))),
        h("code", {}, caption(offer)),
      ),
    );
  }
}

export const isGranted = ({ refusal, trouble }) => refusal === undefined && trouble === undefined;
