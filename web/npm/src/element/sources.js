// Where a story comes from. Those of Echoscope are in the package as they were played when it was built: showing one
// takes no engine. The engine is loaded for a story of one's own, and when a reader asks for something else.

import { stories } from "echoscope-stories";
import { nearest } from "../../cli/words.mjs";
import { mistakeIn, unknownScenario } from "./texts.js";

/** Why there is nothing to show. `code` is stable. */
export class Trouble extends Error {
  constructor(code, message, cause) {
    super(message, { cause });
    this.code = code;
  }
}

/** `17-shortage.md`, as the file is called, is the same as `shortage`. */
export const nameOf = (scenario) => scenario.trim().replace(/^\d+-|\.md$/g, "");

export const NAMES = Object.keys(stories);

/** A story that came with the package. */
export async function named(scenario) {
  const name = nameOf(scenario);
  if (!Object.hasOwn(stories, name)) throw new Trouble("unknown-scenario", unknownScenario(scenario, nearest(name, NAMES)));
  try {
    return (await stories[name]()).default;
  } catch (cause) {
    throw new Trouble("story-failed", "", cause);
  }
}

/** A story that was written into the page. */
export async function written(text, engine) {
  const whole = wrapped(text);
  const play = (await loaded(engine)).playScenario(whole);
  if (play.mistake === undefined) return play;
  const { line, message } = play.mistake;
  const added = whole === text ? 0 : HEAD.split("\n").length - 1;
  throw new Trouble("unreadable", mistakeIn(Math.max(1, line - added), message.replace(/^line \d+, /, "")));
}

/** The engine, or the trouble that there is none. */
export async function loaded(engine) {
  try {
    return await engine();
  } catch (cause) {
    throw new Trouble("engine-failed", "", cause);
  }
}

const HEAD = "# A story\n\nWritten into this page.\n\n```echo\n";

/** Steps alone are a story too. */
function wrapped(text) {
  return /^```echo/m.test(text) ? text : `${HEAD}${text.replace(/^\s*\n|\s+$/g, "")}\n\`\`\`\n`;
}
