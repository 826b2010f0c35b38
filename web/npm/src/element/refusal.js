// A refusal explains itself: the sentence, the facts that decided it, where they come from, and what to do first.

import { h, icon } from "./dom.js";
import { label } from "./stage.js";
import * as texts from "./texts.js";

/** `first` is `{ take }` where the first step of the way can be taken here; `close` where the card can be put away. */
export function refusalCard({ text, refusal, sentence }, { first, close } = {}) {
  const title = refusal?.message ?? texts.NOT_FROM_HERE;
  return h(
    "section",
    { class: "refusal card", part: "refusal" },
    h(
      "header",
      {},
      h("p", { class: "refusal-title" }, icon("bad"), h("span", {}, h("span", { class: "refusal-word" }, `${texts.REFUSED}. `), title)),
      close && h("button", { type: "button", class: "button quiet small", on: { click: close } }, texts.CLOSE),
    ),
    text && h("p", { class: "soft" }, h("code", {}, text)),
    sentence && h("p", {}, sentence),
    refusal && facts(refusal),
    refusal?.way && way(refusal.way, first),
  );
}

function facts({ facts = [], code, source }) {
  const row = (name, value) => h("div", {}, h("dt", {}, name), h("dd", {}, value));
  return h("dl", { class: "facts-row" }, facts.map(({ name, value }) => row(name, value)), row(texts.REASON, code), row(texts.SOURCE, source));
}

function way(steps, first) {
  const items = steps.map(({ machine, trigger, to }, place) => {
    const take = place === 0 && first && h("button", { type: "button", class: "button main small", on: { click: first } }, texts.DO_FIRST);
    return h("li", {}, h("span", {}, texts.wayStep(machine, label(trigger), to)), take);
  });
  return h("div", {}, h("p", { class: "way-title" }, texts.WAY), h("ol", { class: "way" }, items));
}
