// Mangopay's overview, 1A to 7B, with the place of the last step lit.

import drawn from "./drawn.json";
import { h, set } from "./dom.js";
import { OVERVIEW } from "./texts.js";

export class Overview {
  #marks = drawn.overview.map(({ name, from, to, what }) => {
    const item = h(
      "li",
      { "data-mark": name },
      h("span", { class: "overview-name" }, name),
      h("span", { class: "overview-who" }, `${from} → ${to}`),
      h("span", { class: "overview-what" }, what),
    );
    return { name, item };
  });

  element = h("div", { class: "overview", part: "overview" }, h("ol", { "aria-label": OVERVIEW }, this.#marks.map(({ item }) => item)));

  show({ lit, passed }) {
    for (const { name, item } of this.#marks) {
      item.classList.toggle("lit", lit.includes(name));
      item.classList.toggle("passed", passed.includes(name));
      set(item, "aria-current", lit.includes(name) ? "step" : undefined);
    }
  }
}
