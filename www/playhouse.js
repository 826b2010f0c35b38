// Opens the place to play. Its module brings the whole engine along, so it is loaded when somebody comes to it.
"use strict";

let opened;

/** Fills the element with the id "playhouse"; a second call waits for the first, after a failure it tries again. */
window.openPlayhouse = () => {
  opened ??= import("./simulate.js").then((module) => module.default());
  opened.catch(() => {
    opened = undefined;
  });
  return opened.then(() => undefined);
};
