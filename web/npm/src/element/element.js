// <echo-playground>: a story of Echo in any page. This file is what the page around it meets: attributes, properties,
// events, and when it works and when it rests. Importing it does nothing, and needs no document.

import { h } from "./dom.js";
import { Face, troubleCard } from "./face.js";
import { isGranted } from "./asking.js";
import { ATTRIBUTES, choice, playgroundOf, stepOf } from "./options.js";
import { pack } from "./packing.js";
import { Playing } from "./playing.js";
import { loaded, named, nameOf, Trouble, written } from "./sources.js";
import { label } from "./stage.js";
import { Story } from "./story.js";
import { style } from "./style.js";
import * as texts from "./texts.js";

/** On a server there are no elements; importing this there is fine. */
const Base = globalThis.HTMLElement ?? class {};

/** How far outside of the window a story is loaded. */
const NEAR = "600px";
/** However much moves in a step, it is over before the next one comes. */
const GLIDES_A_STEP = 2.6;

export class EchoPlayground extends Base {
  static observedAttributes = ATTRIBUTES;

  /** Where the engine comes from; `slim` and a module of your own can stand here instead. */
  static engine = () => import("../index.js").then(({ load }) => load());

  #face;
  #playing;
  #root;
  #text;
  #story;
  #original;
  #subject;
  #view = "stage";
  #offers;
  #refused;
  #href;
  #engine;
  #hasEngine = false;
  #ticket = 0;
  #isNear = false;
  #hasBegun = false;
  #finished = false;
  #watchers = [];

  // What the page sees.

  /** The name of a scenario of the package. */
  get scenario() {
    return this.getAttribute("scenario") ?? "";
  }

  set scenario(name) {
    this.setAttribute("scenario", name);
  }

  /** A scenario of one's own; it goes before the name. */
  get text() {
    return this.#text ?? this.querySelector("pre, script[type='text/plain']")?.textContent ?? undefined;
  }

  set text(text) {
    this.#text = text === undefined || text === null ? undefined : String(text);
    this.reload();
  }

  get step() {
    return this.#playing?.position ?? 0;
  }

  set step(position) {
    if (this.#story === undefined) this.setAttribute("step", position);
    else this.#playing.go(Number(position));
  }

  get steps() {
    return this.#playing?.length ?? 0;
  }

  get playing() {
    return this.#playing?.running ?? false;
  }

  play() {
    this.#playing?.play();
  }

  pause() {
    this.#playing?.pause();
  }

  next() {
    this.#playing?.next();
  }

  back() {
    this.#playing?.back();
  }

  /** Begins anew with what the element is told to show. */
  reload() {
    this.#ticket += 1;
    if (this.#isNear) this.#load();
  }

  // When it works.

  connectedCallback() {
    this.#adopt();
    this.#build();
    const near = new IntersectionObserver(
      ([entry]) => {
        if (!entry.isIntersecting || this.#isNear) return;
        this.#isNear = true;
        this.#load();
      },
      { rootMargin: NEAR },
    );
    const sight = new IntersectionObserver((entries) => this.#sighted(entries.at(-1)), { threshold: [0, 0.25, 0.5] });
    const size = new ResizeObserver(() => this.#measure());
    const hidden = () => this.#playing.hold("hidden", document.hidden);
    for (const observer of [near, sight, size]) observer.observe(this);
    document.addEventListener("visibilitychange", hidden);
    hidden();
    this.#playing.hold("away", true);
    this.#watchers = [() => near.disconnect(), () => sight.disconnect(), () => size.disconnect(), () => document.removeEventListener("visibilitychange", hidden)];
  }

  disconnectedCallback() {
    for (const stop of this.#watchers) stop();
    this.#watchers = [];
    this.#playing.hold("away", true);
  }

  attributeChangedCallback(name, before, value) {
    if (this.#root === undefined || before === value) return;
    if (name === "scenario") return this.reload();
    if (this.#story === undefined) return;
    if (name === "step") return this.#playing.go(stepOf(this) ?? this.#playing.position);
    if (name === "speed") this.#playing.speed = Number(choice(this, "speed"));
    if (name === "view") this.#view = choice(this, "view");
    if (name === "subject") this.#findSubject();
    if (name === "playground") this.#findHref();
    if (name === "theme") choice(this, "theme");
    this.#show();
  }

  /** Properties that were set before the element was known lie in front of its own: they are set once more. */
  #adopt() {
    for (const name of Object.keys(this).filter((name) => name in EchoPlayground.prototype)) {
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
  }

  #build() {
    if (this.#root !== undefined) return;
    this.#root = this.attachShadow({ mode: "open" });
    this.#root.adoptedStyleSheets = [style()];
    // What the element holds is shown until there is a story, and to everybody for whom there will never be one.
    this.#root.append(h("slot", {}, h("p", { class: "waiting soft" }, texts.LOADING)));
    this.#playing = new Playing((isMoved) => this.#changed(isMoved));
    this.#face = new Face({
      playing: this.#playing,
      choose: (name) => this.#choose(name),
      look: (view) => this.#look(view),
      ask: (offer) => this.#ask(offer),
      askArrow: (route) => this.#askArrow(route),
      wanted: () => this.#wanted(),
      toStory: () => this.#openStory(this.#original, this.#original.beginning),
      close: () => this.#choose(this.#subject),
    });
    choice(this, "theme");
    this.#measure();
  }

  /** Lengths follow the text around the element: what a root font size is worth differs from site to site. */
  #measure() {
    const size = Number.parseFloat(getComputedStyle(this).fontSize) || 16;
    this.#face.element.style.setProperty("--unit", `var(--echo-unit, ${Math.min(Math.max(size, 14), 20)}px)`);
  }

  #sighted({ isIntersecting, intersectionRatio, intersectionRect, rootBounds }) {
    this.#playing.hold("away", !isIntersecting);
    const fillsWindow = rootBounds !== null && intersectionRect.height > rootBounds.height / 2;
    if (intersectionRatio >= 0.25 || fillsWindow) this.#begin();
  }

  /** Plays by itself, once, where that is asked for and the reader has not asked for stillness. */
  #begin() {
    if (this.#story === undefined || this.#hasBegun || !this.hasAttribute("autoplay") || isStill()) return;
    this.#hasBegun = true;
    this.#playing.play();
  }

  // Which story.

  async #load() {
    const ticket = (this.#ticket += 1);
    try {
      const story = await this.#source();
      if (ticket !== this.#ticket) return;
      this.#view = choice(this, "view");
      this.#playing.speed = Number(choice(this, "speed"));
      this.#root.replaceChildren(this.#face.element);
      this.#original = story;
      this.#hasBegun = false;
      this.#openStory(story, stepOf(this) ?? story.beginning);
      this.#tell("ready", { scenario: story.name, title: story.play.title, steps: story.length });
      this.#begin();
    } catch (error) {
      if (ticket === this.#ticket) this.#fail(error);
    }
  }

  async #source() {
    const { text } = this;
    if (this.#text === undefined && this.scenario.trim() !== "") return new Story(await named(this.scenario), nameOf(this.scenario));
    if (text === undefined || text.trim() === "") throw new Trouble("no-scenario", "");
    return new Story(await written(text, () => this.#theEngine()));
  }

  #fail(error) {
    // A fault of our own must not be taken for one of the network.
    if (!(error instanceof Trouble)) reportError(error);
    const trouble = error instanceof Trouble ? error : new Trouble("story-failed", "", error);
    const canRetry = ["engine-failed", "story-failed"].includes(trouble.code);
    this.#story = undefined;
    this.#playing.pause();
    this.#root.replaceChildren(troubleCard(trouble, canRetry && (() => this.reload())), h("slot"));
    this.#tell("error", { code: trouble.code, message: trouble.message, cause: trouble.cause });
  }

  #openStory(story, position, isFresh = false) {
    this.#story = story;
    this.#subject = undefined;
    this.#finished = false;
    this.#face.open(story);
    this.#playing.open(story.length, position, isFresh);
    this.#findHref();
  }

  /** The same story on the page of Echoscope. */
  async #findHref() {
    const story = this.#story;
    const page = story && playgroundOf(this);
    if (page === undefined) this.#href = undefined;
    else if (story.name !== undefined) this.#href = () => `${page}#/simulate/${story.name}/${this.#playing.position}`;
    else {
      const link = `${page}#/simulate/link/1.${await pack(story.play.text)}`;
      if (story !== this.#story) return;
      this.#href = () => link;
    }
    this.#show();
  }

  // What a reader does.

  #changed(isMoved) {
    if (this.#story === undefined) return;
    if (isMoved) {
      this.#refused = undefined;
      this.#offers = undefined;
      this.#findSubject();
      if (this.#face.asking.isOpen) this.#wanted();
    }
    this.#show();
    if (isMoved) this.#tellStep();
  }

  /** What the stage shows: what the page around the element wants, else what moves. */
  #findSubject() {
    const wanted = this.#story.object(this.getAttribute("subject"))?.name;
    this.#subject = wanted ?? this.#story.subject(this.#playing.position, this.#subject);
  }

  #choose(name) {
    this.#subject = name;
    this.#refused = undefined;
    this.#playing.isFresh = false;
    this.#show();
    if (this.#face.asking.isOpen) this.#wanted();
  }

  #look(view) {
    this.#view = view;
    this.#playing.isFresh = false;
    this.#show();
  }

  #show() {
    const story = this.#story;
    if (story === undefined) return;
    const { position, isFresh, speed } = this.#playing;
    const turns = Math.max(1, story.last(position)?.moves.length ?? 0);
    const granted = (this.#offers ?? []).filter(isGranted).flatMap(({ moves }) => moves);
    this.#face.show({
      story,
      position,
      subject: this.#subject,
      view: this.#view,
      walks: story.walks(position, isFresh),
      open: granted.filter(({ object }) => object === this.#subject),
      refused: this.#refused,
      isOwn: story !== this.#original,
      calm: isStill(),
      pace: (Math.min(1, GLIDES_A_STEP / turns) / speed).toFixed(3),
      href: this.#href?.(),
      controls: choice(this, "controls"),
    });
  }

  // Asking the engine.

  #theEngine() {
    this.#engine ??= loaded(this.constructor.engine).then(
      (engine) => {
        this.#hasEngine = true;
        return engine;
      },
      (error) => {
        // A failed attempt must not spoil the next one.
        this.#engine = undefined;
        throw error;
      },
    );
    return this.#engine;
  }

  /** What can be asked now of what is on the stage; undefined where the engine does not come, or the reader went on. */
  async #offered() {
    const story = this.#story;
    const { position } = this.#playing;
    const engine = await this.#theEngine();
    if (story !== this.#story || position !== this.#playing.position) return undefined;
    this.#offers ??= engine.scenarioOffers(story.play.text, position);
    return this.#offers;
  }

  async #wanted() {
    const { asking } = this.#face;
    if (!this.#hasEngine) asking.wait();
    try {
      const offers = await this.#offered();
      if (offers === undefined) return;
      const intent = this.#story.object(this.#subject)?.intent;
      asking.show(offers.filter((offer) => offer.intent === "" || intent === undefined || offer.intent === intent));
      this.#show();
    } catch {
      asking.wait(texts.TROUBLES["engine-failed"].join(". "), true);
    }
  }

  async #ask(offer) {
    this.#playing.pause();
    if (!isGranted(offer)) return this.#refuse(offer);
    const engine = await this.#theEngine();
    const { position } = this.#playing;
    const play = engine.continueScenario(this.#story.play.text, position, offer.text);
    if (play.mistake !== undefined) return this.#refuse({ ...offer, trouble: play.mistake.message });
    this.#face.keepFocus(() => this.#openStory(new Story(play), position + 1, true));
    this.#face.reveal("stage", isStill());
  }

  /** A reader has pressed an arrow: it is asked of the engine where somebody can ask for it, else explained. */
  async #askArrow({ from, to, triggers }) {
    this.#playing.pause();
    const subject = this.#subject;
    const offers = await this.#offered().catch(() => undefined);
    if (offers === undefined) return;
    const makes = ({ moves }) => moves.some((move) => move.object === subject && (move.from ?? null) === from && move.to === to);
    const granted = offers.find((offer) => isGranted(offer) && makes(offer));
    if (granted !== undefined) return this.#ask(granted);
    const mine = offers.filter(({ about, intent }) => about === subject || intent === subject);
    const refused = mine.find((offer) => !isGranted(offer) && triggers.includes(label(offer.trigger)));
    if (refused !== undefined) return this.#refuse(refused);
    const walk = this.#story.walks(this.#playing.position, false).get(subject) ?? [];
    const sentence = texts.elsewhere({ name: subject, status: walk.at(-1)?.to, from: from ?? undefined, to, by: triggers.join(" or ") });
    this.#explain({ sentence });
  }

  #refuse({ text, refusal, trouble, intent }) {
    const [next] = refusal?.way ?? [];
    const granted = (this.#offers ?? []).filter(isGranted);
    const first = next && granted.find((offer) => offer.machine === next.machine && offer.trigger === next.trigger && offer.intent === intent);
    this.#explain({ text, refusal, sentence: trouble, first: first && (() => this.#ask(first)) });
    this.#tell("refused", { text, refusal });
  }

  #explain(refused) {
    this.#refused = refused;
    this.#show();
    this.#face.reveal("refusal", isStill());
  }

  // What the page is told.

  #tellStep() {
    const { position, length } = this.#playing;
    const step = this.#story.last(position);
    this.#tell("step", { position, steps: length, text: step?.text, moves: step?.moves ?? [] });
    if (step?.refusal !== undefined) this.#tell("refused", { text: step.text, refusal: step.refusal });
    if (position === length && !this.#finished) this.#tell("finished", { position });
    this.#finished = position === length;
  }

  #tell(event, detail) {
    this.dispatchEvent(new CustomEvent(`echo-${event}`, { detail, bubbles: true, composed: true }));
  }

  static {
    // Attributes as properties, as elements have them.
    for (const name of ["view", "theme", "subject", "speed", "controls", "playground"]) {
      Object.defineProperty(this.prototype, name, {
        get() {
          return this.getAttribute(name) ?? "";
        },
        set(value) {
          this.setAttribute(name, value);
        },
        enumerable: true,
        configurable: true,
      });
    }
    Object.defineProperty(this.prototype, "autoplay", {
      get() {
        return this.hasAttribute("autoplay");
      },
      set(value) {
        this.toggleAttribute("autoplay", Boolean(value));
      },
      enumerable: true,
      configurable: true,
    });
  }
}

function isStill() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
