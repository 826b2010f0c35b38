// A lifecycle as a picture, drawn as the page draws it: states and ways have their places from `drawn.json`, which the
// page's own code has written. Here they are put on a stage, and the way that an object has taken is lit.

import drawn from "./drawn.json";
import { s, h, set } from "./dom.js";
import { stageScrolls } from "./texts.js";

const [WIDTH, HEIGHT] = drawn.box;
const MACHINES = new Map(drawn.machines.map((machine) => [machine.name, machine]));
/** Wider pictures scroll sideways where there is little room, and must then be within reach of the keyboard. */
const WIDE = 700;

/** What stands on an arrow that goes by this trigger. */
export const label = (trigger) => drawn.triggers[trigger] ?? trigger;

export class Stage {
  #machine;
  #routes = [];
  #states = [];
  #svg;

  /** `ask` is told which arrow was pressed; without it the picture is small, silent and without words. */
  constructor(name, ask) {
    const machine = MACHINES.get(name);
    const small = ask === undefined;
    const wide = !small && machine.width > WIDE;
    this.#machine = machine;
    const routes = machine.routes.map((route) => this.#route(route, ask));
    const states = machine.states.map((state) => this.#state(state));
    this.#svg = s(
      "svg",
      { viewBox: `0 0 ${machine.width} ${machine.height}`, width: machine.width, height: machine.height, role: "img", "aria-label": machine.about },
      s("g", { class: "arrows" }, routes),
      s("g", { class: "boxes" }, states),
    );
    this.element = h(
      "figure",
      {
        class: `stage${wide ? " wide" : ""}${small ? " small-stage" : ""}`,
        "data-machine": name,
        "data-walking": true,
        "aria-hidden": small ? "true" : undefined,
        tabindex: wide ? "0" : undefined,
        role: wide ? "group" : undefined,
        "aria-label": wide ? stageScrolls(name) : undefined,
      },
      this.#svg,
    );
  }

  #route(route, ask) {
    const { from, to, path, arrow, mark, triggers } = route;
    const [x, y] = path.slice(1).split("Q")[0].split(" ");
    const element = s(
      "g",
      { class: `arrow${ask ? " askable" : ""}`, "data-mark": mark, "data-from": from ?? undefined, "data-to": to, on: ask ? { click: () => ask(route) } : {} },
      ask && s("path", { class: "reach", d: path }),
      s("path", { class: "line", d: path }),
      s("path", { class: "head", d: arrow }),
      from === null && s("circle", { class: "birth", cx: x, cy: y, r: 4 }),
      ask && s("title", {}, triggers.join(" / ")),
    );
    this.#routes.push({ route, element });
    return element;
  }

  #state({ value, rows, meaning, final, x, y }) {
    const box = (inset, radius) => ({ x: inset - WIDTH / 2, y: inset - HEIGHT / 2, width: WIDTH - 2 * inset, height: HEIGHT - 2 * inset, rx: radius });
    const lines = rows.length === 1 ? [4.5] : [-3, 13];
    const element = s(
      "g",
      { class: `state${final ? " final" : ""}`, "data-state": value, transform: `translate(${x} ${y})` },
      s("rect", box(0, 10)),
      final && s("rect", { class: "inner", ...box(3.5, 7) }),
      rows.map((row, place) => s("text", { y: lines[place] }, row)),
      s("title", {}, meaning),
    );
    this.#states.push({ value, element });
    return element;
  }

  /** Lights the way; `open` holds the moves that would be granted now. */
  show(walk, open = []) {
    const end = walk.at(-1)?.to;
    for (const token of this.#svg.querySelectorAll(".token")) token.remove();
    for (const { route, element } of this.#routes) {
      const pace = walk.findLast(({ from, to }) => (from ?? null) === route.from && to === route.to);
      turn(element, "passed", pace);
      element.classList.toggle("open", open.some(({ from, to }) => (from ?? null) === route.from && to === route.to));
      if (pace?.turn !== undefined) {
        this.#svg.append(s("circle", { class: "token", r: 7, style: { "--turn": pace.turn, "offset-path": `path("${route.path}")` } }));
      }
    }
    for (const { value, element } of this.#states) {
      turn(element, "reached", walk.findLast(({ to }) => to === value));
      element.classList.toggle("current", value === end);
    }
  }

  /** Brings the state that the object is in into sight where the picture is wider than its room. */
  follow(walk, calm) {
    const { scrollWidth, clientWidth } = this.element;
    const state = this.#machine.states.find(({ value }) => value === walk.at(-1)?.to);
    if (scrollWidth <= clientWidth || state === undefined) return;
    const left = (state.x / this.#machine.width) * scrollWidth - clientWidth / 2;
    this.element.scrollTo({ left, behavior: calm ? "instant" : "smooth" });
  }
}

function turn(element, mark, pace) {
  set(element, `data-${mark}`, pace !== undefined);
  set(element, "data-turn", pace?.turn);
  if (pace?.turn === undefined) element.style.removeProperty("--turn");
  else element.style.setProperty("--turn", pace.turn);
}
