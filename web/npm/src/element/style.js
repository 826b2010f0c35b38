// The look of the element: the page's own tokens, controls, stage and money, and what only the element has.

import css from "echoscope-style";

let sheet;

/** One sheet for all elements of a page. */
export function style() {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}
