// Everything that lives a life beside the object on the stage, small. What is yet to come has its place already, so that
// nothing jumps while the story goes on.

import { h, say, set } from "./dom.js";
import { Stage } from "./stage.js";
import { CAST, NOT_YET } from "./texts.js";

export class Cast {
  element = h("ul", { class: "cast", part: "cast", "aria-label": CAST });
  #players = new Map();

  constructor(choose) {
    this.choose = choose;
  }

  show(objects, walks, subject) {
    const names = objects.map(({ name }) => name);
    if (names.join("\n") !== [...this.#players.keys()].join("\n")) {
      const hadFocus = this.element.matches(":focus-within");
      this.#players = new Map(objects.map((object) => [object.name, this.#player(object)]));
      this.element.replaceChildren(...[...this.#players.values()].map(({ item }) => item));
      // Whoever steps with the keys must not fall out of the story.
      if (hadFocus) (this.#players.get(subject) ?? this.#players.values().next().value)?.button.focus({ preventScroll: true });
    }
    for (const [name, { button, stage, status }] of this.#players) {
      const walk = walks.get(name) ?? [];
      const end = walk.at(-1)?.to;
      stage.show(walk);
      button.classList.toggle("ghost", end === undefined);
      button.classList.toggle("moved", walk.some(({ turn }) => turn !== undefined));
      set(button, "aria-pressed", String(name === subject));
      set(button, "aria-disabled", end === undefined ? "true" : undefined);
      set(button, "data-status", end);
      // A status may break after its underscores.
      say(status, (end ?? NOT_YET).replaceAll("_", "_\u200B"));
    }
  }

  /** Brings the object on the stage into sight where the row is longer than its room. */
  follow(subject, calm) {
    const { scrollWidth, clientWidth } = this.element;
    const item = this.#players.get(subject)?.item;
    if (item === undefined || scrollWidth <= clientWidth) return;
    const left = item.offsetLeft - this.element.offsetLeft - (clientWidth - item.offsetWidth) / 2;
    this.element.scrollTo({ left, behavior: calm ? "instant" : "smooth" });
  }

  #player({ name, machine }) {
    const stage = new Stage(machine);
    const status = h("code", {});
    const press = () => button.getAttribute("aria-disabled") !== "true" && this.choose(name);
    const button = h(
      "button",
      { type: "button", class: "small card", "data-object": name, on: { click: press } },
      h("span", { class: "small-name" }, name, " ", h("span", { class: "soft" }, machine)),
      stage.element,
      h("span", { class: "small-status" }, status),
    );
    return { item: h("li", {}, button), button, stage, status };
  }
}
