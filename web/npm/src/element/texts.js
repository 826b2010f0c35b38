// Every English word of the element that does not come from the engine.

export const MARK = "Simulation, not Mangopay";
export const OPEN = "Open in the playground";
export const VIEWS = { stage: "Stage", money: "Money", overview: "Overview" };
export const TITLES = { money: "Where the money is", overview: "Where this is in Mangopay’s overview" };
export const VIEW = "What is shown";
export const PLAYER = "Player";
export const TO_START = "To the beginning";
export const BACK = "One step back";
export const PLAY = "Play";
export const PAUSE = "Pause";
export const ON = "One step on";
export const TO_END = "To the end";
export const TIMELINE = "Timeline";
export const SPEED = "Speed";
export const BEGINNING = "the beginning";
export const CAST = "Everything that lives a life in this story";
export const NOT_YET = "not there yet";
export const NOTHING_YET = "Nothing has been declared yet. Press play, or step on.";
export const NOTHING_MOVED = "Nothing moved.";
export const MONEY = "Flow of the money from the provider to the wallets; it scrolls sideways where there is little room";
export const MONEY_NONE = "No money yet: it comes with the first declaration.";
export const MONEY_OWED = "still to report";
export const MONEY_ANNOUNCED = "announced";
export const MONEY_ESCROW = "escrow wallet";
export const MONEY_FREE = "free";
export const MONEY_CREDIT = "credit carried";
export const MONEY_MISSING = "missing";
export const MONEY_FEES = "fees wallet";
export const MONEY_SELLER = "seller";
export const OVERVIEW = "Mangopay’s overview, 1A to 7B";
export const REFUSED = "Refused";
export const REASON = "Reason";
export const SOURCE = "Source";
export const WAY = "The shortest way that is allowed";
export const DO_FIRST = "Do this first";
export const CLOSE = "Close";
export const ASK = "Ask for something else here";
export const ASK_NONE = "Nothing would be granted at this moment.";
export const OWN_WAY = "This is your own way.";
export const TO_STORY = "Back to the story";
export const NOT_FROM_HERE = "Not from here";
export const LOADING = "The story is being loaded …";
export const ENGINE_OPENS = "The engine is being loaded …";
export const TRY_AGAIN = "Try again";

export const stands = (name, machine, status) => `${machine} ${name}: ${status ?? NOT_YET}`;
export const stepOf = (position, steps) => `${position} / ${steps}`;
export const speed = (times) => (times === 1 ? "Reading pace" : `${times} times as fast`);
export const conserved = (held) => `Everything that came in is there: ${held.join(", ")}.`;
export const wouldBeRefused = (count) => `${count} more would be refused. Ask, and see why`;
export const wayStep = (machine, trigger, to) => `${machine}: ${trigger} → ${to}`;
export const stageScrolls = (name) => `Lifecycle of the ${name}; it scrolls sideways where there is little room`;

export function moved({ object, machine, from, to }) {
  if (from === undefined) return `${machine} ${object} begins as ${to}.`;
  return from === to ? `${machine} ${object} stays ${to}.` : `${machine} ${object} goes from ${from} to ${to}.`;
}

/** What an offer is called on its button. */
export function ask({ machine, trigger, about, intent }, label) {
  const special = {
    "split create": "declare a Split",
    "settlement create": "create a Settlement",
    "settlement upload": "upload the file",
    "settlement money_covers": "send the money",
    "settlement money_short": "send too little money",
  };
  const words = special[`${machine} ${trigger}`] ?? label;
  const begun = words[0].toUpperCase() + words.slice(1);
  return about === "" || about === intent ? begun : `${begun}: ${about}`;
}

/** Why an arrow cannot be taken where nobody can ask for it. */
export function elsewhere({ name, status, from, to, by }) {
  if (status === from) return `From ${from ?? "nothing"} to ${to} it goes by “${by}”. That follows by itself from something else, or is not possible as things stand.`;
  return `This move leads from ${from ?? "nothing"} to ${to}, by “${by}”. But ${name} is ${status ?? NOT_YET}.`;
}

export const TROUBLES = {
  "no-scenario": ["There is nothing to play", "Name one of the scenarios that come with Echoscope in the attribute “scenario”, or write one into the element."],
  "unknown-scenario": ["There is no such scenario", ""],
  unreadable: ["This scenario cannot be read", ""],
  "engine-failed": ["The engine could not be loaded", "The connection to where this page came from may be gone, or its content security policy forbids WebAssembly (it needs script-src 'wasm-unsafe-eval')."],
  "story-failed": ["The story could not be loaded", "The connection to where this page came from may be gone."],
};

export const unknownScenario = (name, question) => `“${name}” is none of the scenarios that come with Echoscope. ${question ?? ""}`.trim();
export const mistakeIn = (line, message) => `Line ${line}, ${message}`;
export const badAttribute = (name, value, choices) => `<echo-playground>: ${name}="${value}" is not understood; it takes ${choices}. The default is used.`;
