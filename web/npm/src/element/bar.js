// The player: back, play, on, and a scale to scrub.

import { h, icon, say, set } from "./dom.js";
import { SPEEDS } from "./options.js";
import * as texts from "./texts.js";

export class Bar {
  #playing;
  #play;
  #ends;
  #scale;
  #count = h("p", { class: "bar-count soft", part: "count" });
  #speeds;

  /** `playing` is what the buttons are about. */
  constructor(playing) {
    this.#playing = playing;
    const button = (kind, name, press) =>
      h("button", { type: "button", class: "button quiet round", "aria-label": name, title: name, on: { click: press } }, icon(kind));
    const first = button("first", texts.TO_START, () => playing.go(0));
    const back = button("back", texts.BACK, () => playing.back());
    const on = button("on", texts.ON, () => playing.next());
    const last = button("last", texts.TO_END, () => playing.go(Infinity));
    this.#ends = { start: [first, back], end: [on, last] };
    this.#play = h("button", { type: "button", class: "button main round", part: "play", on: { click: () => playing.toggle() } });
    const scrub = () => {
      playing.pause();
      playing.go(Number(this.#scale.value));
    };
    this.#scale = h("input", { type: "range", min: 0, "aria-label": texts.TIMELINE, on: { input: scrub } });
    this.#speeds = SPEEDS.map((speed) => {
      const input = h("input", { type: "radio", name: "speed", "aria-label": texts.speed(speed), on: { change: () => (playing.speed = speed) } });
      return { speed, input, label: h("label", { title: texts.speed(speed) }, input, `${speed}×`) };
    });
    const legend = h("legend", { class: "unseen" }, texts.SPEED);
    this.element = h(
      "div",
      { class: "bar", part: "player", role: "group", "aria-label": texts.PLAYER },
      h("div", { class: "bar-buttons" }, first, back, this.#play, on, last),
      h("div", { class: "bar-scale" }, this.#scale, this.#count),
      h("fieldset", { class: "segments speeds" }, legend, this.#speeds.map(({ label }) => label)),
    );
  }

  focus() {
    this.#play.focus({ preventScroll: true });
  }

  show(caption) {
    const { position, length, running, speed } = this.#playing;
    const name = running ? texts.PAUSE : texts.PLAY;
    if (this.#play.title !== name) {
      this.#play.title = name;
      set(this.#play, "aria-label", name);
      this.#play.replaceChildren(icon(running ? "pause" : "play"));
    }
    // Not `disabled`: a button would lose the focus in the middle of a walk.
    for (const button of this.#ends.start) set(button, "aria-disabled", String(position === 0));
    for (const button of this.#ends.end) set(button, "aria-disabled", String(position === length));
    set(this.#scale, "max", length);
    this.#scale.value = String(position);
    set(this.#scale, "aria-valuetext", caption);
    say(this.#count, texts.stepOf(position, length));
    for (const { speed: times, input } of this.#speeds) input.checked = times === speed;
  }
}
