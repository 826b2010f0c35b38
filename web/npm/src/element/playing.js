// How far a story is played, and the beat that plays it. Nothing moves while nobody can see it.

/** How long a step stands at reading pace, in milliseconds. */
const PACE = 2400;

export class Playing {
  position = 0;
  length = 0;
  /** The last change was one step forward: its tokens glide. */
  isFresh = false;
  running = false;
  #speed = 1;
  #changed;
  #held = new Set();
  #beat;

  /** `changed` is told of every change, with whether the position is another one. */
  constructor(changed) {
    this.#changed = changed;
  }

  get speed() {
    return this.#speed;
  }

  set speed(times) {
    this.#speed = times;
    this.#wind();
    this.#changed(false);
  }

  /** Another story. */
  open(length, position, isFresh = false) {
    this.length = length;
    this.position = Math.min(Math.max(0, position), length);
    this.isFresh = isFresh;
    this.running = false;
    this.#wind();
    this.#changed(true);
  }

  go(to) {
    const position = Math.min(Math.max(0, Math.trunc(to)), this.length);
    if (position === this.position) return;
    this.isFresh = position === this.position + 1;
    this.position = position;
    if (position === this.length) this.running = false;
    this.#wind();
    this.#changed(true);
  }

  next() {
    this.go(this.position + 1);
  }

  back() {
    this.go(this.position - 1);
  }

  play() {
    if (this.running || this.length === 0) return;
    this.running = true;
    if (this.position === this.length) {
      this.isFresh = false;
      this.position = 0;
      this.#changed(true);
    } else {
      this.#changed(false);
    }
    this.#wind();
  }

  pause() {
    if (!this.running) return;
    this.running = false;
    this.#wind();
    this.#changed(false);
  }

  toggle() {
    if (this.running) this.pause();
    else this.play();
  }

  /** Stops the beat for as long as a reason stands: out of sight, or another tab is shown. */
  hold(reason, stands) {
    if (stands) this.#held.add(reason);
    else this.#held.delete(reason);
    this.#wind();
  }

  #wind() {
    clearTimeout(this.#beat);
    if (this.running && this.#held.size === 0) this.#beat = setTimeout(() => this.next(), PACE / this.#speed);
  }
}
