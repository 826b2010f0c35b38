// Runs before the first paint, so that a chosen theme never flashes, and tells the reader when the page cannot start.
"use strict";

try {
  const theme = localStorage.getItem("echoscope-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is closed to us: the page follows the system.
}

// The page works offline after the first visit. A browser without service workers works online.
addEventListener("load", () => navigator.serviceWorker?.register("offline.js").catch(() => {}));

function cannotStart(reason) {
  if (document.querySelector("#page, #panic")) return;
  const panel = document.createElement("p");
  panel.id = "panic";
  panel.className = "outside";
  panel.setAttribute("role", "alert");
  panel.textContent = `Echoscope could not start: ${reason}. Reload the page, or try a current browser with WebAssembly.`;
  document.body.append(panel);
}

addEventListener("error", (event) => cannotStart(event.message || "a part of it did not load"), true);
addEventListener("unhandledrejection", (event) => cannotStart(event.reason?.message ?? String(event.reason)));
