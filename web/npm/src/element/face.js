// What the element shows: a story on its stage, its player, its words. It is told what is so, and draws it.

import { Asking } from "./asking.js";
import { Bar } from "./bar.js";
import { Cast } from "./cast.js";
import { h, icon, say, set } from "./dom.js";
import { Money } from "./money.js";
import { VIEWS } from "./options.js";
import { Overview } from "./overview.js";
import { blocks } from "./prose.js";
import { refusalCard } from "./refusal.js";
import { Stage } from "./stage.js";
import { caption, unmarked } from "./story.js";
import * as texts from "./texts.js";

/** A row of steps this long is not cut off. */
const LINES_SHOWN = 6;

export class Face {
  #owner;
  #stage;
  #shown;
  #title = h("p", { class: "title", part: "title" });
  #stands = h("p", { class: "stands" });
  #room = h("div", { class: "room card", part: "stage" });
  #cast;
  #money = new Money();
  #overview = new Overview();
  #views;
  #bar;
  #own = h("p", { class: "own" }, texts.OWN_WAY, " ", h("button", { type: "button", class: "button quiet small" }, texts.TO_STORY));
  #refusal = h("div", { class: "refusal-place", role: "alert", tabindex: "0" });
  #place = h("div", { class: "place" }, this.#room, this.#refusal);
  #prose = h("div", { class: "prose", part: "prose" });
  #step = h("pre", { class: "step", part: "step", tabindex: "0", "aria-label": texts.BEGINNING });
  #failures = h("ul", { class: "failures" });
  #link = h("a", { class: "link", part: "link", target: "_blank", rel: "noopener" }, texts.OPEN, icon("out"));
  #told = h("p", { class: "unseen", role: "status" });

  /** `owner` answers what a reader does: `playing`, `choose`, `look`, `askArrow`, `ask`, `wanted`, `toStory`, `close`. */
  constructor(owner) {
    this.#owner = owner;
    this.#cast = new Cast(owner.choose);
    this.#bar = new Bar(owner.playing);
    this.asking = new Asking(owner.wanted, owner.ask);
    this.#own.lastChild.addEventListener("click", () => this.keepFocus(owner.toStory));
    this.#views = VIEWS.map((view) => {
      const input = h("input", { type: "radio", name: "view", on: { change: () => owner.look(view) } });
      return { view, input, label: h("label", {}, input, texts.VIEWS[view]) };
    });
    const mark = h("p", { class: "mark", part: "mark" }, icon("brand"), texts.MARK);
    const views = h("fieldset", { class: "segments views", part: "views" }, h("legend", { class: "unseen" }, texts.VIEW), this.#views.map(({ label }) => label));
    this.element = h(
      "section",
      { class: "playground", part: "base", on: { keydown: (event) => this.#key(event) } },
      h("header", { class: "top", part: "header" }, this.#title, mark),
      h(
        "div",
        { class: "body" },
        h("div", { class: "picture scene" }, h("div", { class: "over" }, this.#stands, views), this.#place, this.#cast.element),
        h(
          "div",
          { class: "telling" },
          this.#bar.element,
          this.#own,
          this.#prose,
          this.#step,
          this.#failures,
          h("footer", { class: "foot", part: "footer" }, this.asking.element, this.#link),
        ),
      ),
      this.#told,
    );
  }

  /** Another story. */
  open({ play }) {
    say(this.#title, play.title);
    set(this.element, "aria-label", play.title);
    // All sections lie on each other, so that the place they need is always there and nothing below them jumps.
    const words = [play.summary, ...play.sections.map((section) => section || play.summary)];
    this.#prose.replaceChildren(...words.map((text) => h("div", { class: "section" }, blocks(text))));
    const lines = Math.max(1, ...play.steps.map(({ text }) => text.split("\n").length));
    this.#step.style.setProperty("--lines", Math.min(lines, LINES_SHOWN));
    this.#money.open(play);
    this.#shown = undefined;
    this.#told.textContent = "";
  }

  /** The moment: `{ story, position, subject, view, walks, open, refused, isOwn, calm, pace, href, controls }`. */
  show(moment) {
    const { story, position, subject, view, walks, isOwn, href, controls, pace, calm } = moment;
    const step = story.last(position);
    set(this.element, "data-controls", controls);
    this.element.style.setProperty("--pace", pace);
    set(this.#place, "data-view", view);
    this.#bar.show(step === undefined ? texts.BEGINNING : caption(step));
    for (const { view: name, input } of this.#views) input.checked = name === view;
    this.#own.hidden = !isOwn;
    this.#link.hidden = href === undefined;
    set(this.#link, "href", href);
    this.#showRoom(view, moment);
    const cast = story.cast(subject);
    this.#cast.show(cast, walks, subject);
    // An object that is alone stands on the stage already.
    this.#cast.element.hidden = view !== "stage" || cast.length < 2;
    this.#cast.follow(subject, calm);
    this.#showWords(story, step, moment);
  }

  #showRoom(view, { story, position, subject, walks, open, calm }) {
    const object = story.object(subject);
    const walk = walks.get(subject) ?? [];
    const stands = object === undefined ? "" : texts.stands(object.name, object.machine, walk.at(-1)?.to);
    say(this.#stands, view === "stage" ? stands : texts.TITLES[view]);
    const last = story.last(position);
    if (view === "money") this.#money.show(last?.money, last?.payments ?? []);
    if (view === "overview") this.#overview.show(story.places(position));
    const key = view === "stage" ? `stage ${object?.machine} ${subject}` : view;
    if (this.#shown !== key) {
      this.#shown = key;
      this.#stage = view === "stage" && object !== undefined ? new Stage(object.machine, (route) => this.#owner.askArrow(route)) : undefined;
      const content = { money: this.#money.element, overview: this.#overview.element }[view];
      this.#room.replaceChildren(content ?? this.#stage?.element ?? h("p", { class: "nothing soft" }, texts.NOTHING_YET));
    }
    this.#stage?.show(walk, open);
    this.#stage?.follow(walk, calm);
  }

  #showWords(story, step, { position, refused }) {
    const section = step === undefined ? 0 : step.section + 1;
    [...this.#prose.children].forEach((child, place) => child.classList.toggle("present", place === section));
    say(this.#step, step === undefined ? texts.BEGINNING : unmarked(step));
    set(this.#step, "aria-label", texts.stepOf(position, story.length));
    const failures = [step?.failure, ...(step?.checks ?? []).map(({ failure }) => failure)].filter((failure) => failure !== undefined);
    this.#failures.replaceChildren(...failures.map((failure) => h("li", {}, icon("bad"), failure)));
    const card = refused ?? (step?.refusal && { refusal: step.refusal });
    const ways = refused && { close: () => this.keepFocus(this.#owner.close), first: refused.first };
    this.#refusal.replaceChildren(...(card ? [refusalCard(card, ways)] : []));
    const moves = (step?.moves ?? []).map(texts.moved);
    // What was refused, the card says aloud.
    const told = step?.refusal ? `${texts.REFUSED}.` : moves.join(" ") || texts.NOTHING_MOVED;
    say(this.#told, `${texts.stepOf(position, story.length)}. ${told}`);
  }

  /** Makes a change; where what has the focus goes away with it, the player takes it. */
  keepFocus(change) {
    const held = this.element.getRootNode().activeElement;
    change();
    if (held?.isConnected === false || held?.checkVisibility() === false) this.#bar.focus();
  }

  /** Brings into sight what came of a reader's question, if it is not. */
  reveal(what, calm) {
    const element = what === "stage" ? this.#room : this.#refusal;
    element.scrollIntoView({ block: "nearest", behavior: calm ? "instant" : "smooth" });
  }

  /** The arrow keys step through the story wherever nothing else wants them. */
  #key(event) {
    const taken = event.target.closest("input, .wide, .money-picture, .step");
    if (taken !== null || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { playing } = this.#owner;
    if (event.key === "ArrowRight") playing.next();
    else if (event.key === "ArrowLeft") playing.back();
    else return;
    playing.pause();
    event.preventDefault();
  }
}

/** Why there is nothing to show, above whatever the element holds for those who cannot see it. */
export function troubleCard({ code, message }, retry) {
  const [title, remedy] = texts.TROUBLES[code] ?? texts.TROUBLES["story-failed"];
  return h(
    "section",
    { class: "trouble", part: "trouble", role: "alert" },
    h("p", { class: "refusal-title" }, icon("bad"), title),
    h("div", {}, blocks(message || remedy)),
    retry && h("button", { type: "button", class: "button small", on: { click: retry } }, texts.TRY_AGAIN),
    h("p", { class: "mark", part: "mark" }, icon("brand"), texts.MARK),
  );
}
