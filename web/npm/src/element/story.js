// A story that has been played, looked at after so many steps. Nothing is decided here: the engine has said what moved.

export class Story {
  /** `name` is what the story is called in the package; undefined for one's own. */
  constructor(play, name) {
    this.play = play;
    this.name = name;
  }

  get length() {
    return this.play.steps.length;
  }

  /** The step that was taken last. */
  last(position) {
    return this.play.steps[position - 1];
  }

  /** Where a story begins when nothing else is asked for: with the first thing that lives. */
  get beginning() {
    return this.play.steps.findIndex(({ moves }) => moves.length > 0) + 1;
  }

  object(name) {
    return this.play.objects.find((object) => object.name === name);
  }

  /**
   * The way of every object by its name: a list of `{ from, to, turn }`. A turn says when its token glides, counted in
   * glides; what lies in the past has none.
   */
  walks(position, isFresh) {
    const walks = new Map(this.play.objects.map(({ name }) => [name, []]));
    this.play.steps.slice(0, position).forEach(({ moves }, place) => {
      const fresh = isFresh && place === position - 1;
      moves.forEach(({ object, from, to }, turn) => walks.get(object)?.push({ from, to, turn: fresh ? turn : undefined }));
    });
    return walks;
  }

  /** What the stage shows: the Intent that moved, else what moved first, else what the step names, else what it showed before. */
  subject(position, before) {
    const step = this.last(position);
    const moves = step?.moves ?? [];
    const moved = moves.find(({ machine }) => machine === "intent") ?? moves[0];
    if (moved !== undefined) return moved.object;
    const born = this.born(position);
    const meant = step && caption(step).split(/\s+/).find((word) => born.has(word));
    if (meant !== undefined) return meant;
    if (before !== undefined && born.has(before)) return before;
    const living = this.play.objects.filter(({ name }) => born.has(name));
    return (living.findLast(({ machine }) => machine === "intent") ?? living.at(-1))?.name;
  }

  born(position) {
    return new Set(this.play.steps.slice(0, position).flatMap(({ moves }) => moves.map(({ object }) => object)));
  }

  /** Everything that belongs to the Intent of the subject, and the Settlements. */
  cast(subject) {
    const intents = this.play.objects.filter(({ machine }) => machine === "intent");
    const intent = this.object(subject)?.intent ?? intents[0]?.name;
    return this.play.objects.filter((object) => object.intent === undefined || object.intent === intent);
  }

  /** The places of Mangopay's overview: of the last step, and of all before it that were not refused. */
  places(position) {
    const past = this.play.steps.slice(0, position).filter(({ refusal }) => refusal === undefined);
    return { lit: this.last(position)?.places ?? [], passed: past.flatMap(({ places }) => places) };
  }
}

/** A step without the marks of the overview, which has a view of its own. */
export const unmarked = ({ text }) => text.replace(/ @.*$/m, "");

/** The same in one line. */
export const caption = (step) => unmarked(step).split("\n")[0].trim();
