// The style of the element, made of the page's own: there is one design, and it is written once.

import { readFile } from "node:fs/promises";
import { transform } from "esbuild";

const here = (path) => new URL(path, import.meta.url);
const OF_PAGE = ["tokens", "base", "controls", "stage", "simulate-stage", "simulate-money", "simulate-ask"];

const OWN = ["element", "telling", "room"];

export async function elementStyle() {
  const pages = await Promise.all(OF_PAGE.map((name) => readFile(here(`../../www/style/${name}.css`), "utf8")));
  const own = await Promise.all(OWN.map((name) => readFile(here(`src/element/${name}.css`), "utf8")));
  const { code } = await transform(inUnits([inShadow(pages.join("\n")), ...own].join("\n")), { loader: "css", minify: true });
  return code;
}

/** What stands at the root of the page stands at the root of the element; each colour can be set from outside as `--echo-NAME`. */
function inShadow(css) {
  return css
    .replace(/:root\[data-theme[^{]*\{[^}]*\}/g, "")
    .replaceAll(":root", ":is(.playground, .trouble, .waiting)")
    // The element follows the page around it, which says `color-scheme`, or is light.
    .replace("color-scheme: light dark;", "")
    .replace(/--([\w-]+): (light-dark\([^;]*\));/g, "--$1: var(--echo-$1, $2);")
    .replace(/--(sans|mono): ([^;]*);/g, "--$1: var(--echo-$1, $2);");
}

/** A `rem` is worth what the site around the element wants; a unit of the element follows the text around it. */
function inUnits(css) {
  return css.replace(/(?<![\w-])(-?\d*\.?\d+)rem\b/g, "calc($1 * var(--unit))");
}
