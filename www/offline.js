// The service worker: after the first visit the page works without a network, from any folder of any server.
// `seal.mjs` fills in the names of the built files and a name for this build.
"use strict";

const BUILD = "{{BUILD}}";
const FILES = ["{{FILES}}"];
/** Kept once it was used. */
const LATER = new URL("{{LATER}}", registration.scope).href;

addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(BUILD)
      // Past what the browser still has of an earlier build.
      .then((kept) => kept.addAll(FILES.map((file) => new Request(file, { cache: "reload" }))))
      .then(() => skipWaiting()),
  );
});

addEventListener("activate", (event) => {
  const forget = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("echoscope-") && name !== BUILD).map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(forget());
});

addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method !== "GET" || !url.startsWith(registration.scope)) return;
  event.respondWith(/-[0-9a-f]{12,16}(_bg)?\.[a-z]+$/.test(url) ? keptFirst(event.request) : newestFirst(event.request));
});

/** A name with a hash never changes its content. Trunk leaves leading zeros of a hash away. */
async function keptFirst(request) {
  return (await caches.match(request)) ?? fetch(request);
}

/** Where there is no room for it, it is asked for again another time. */
async function keepLater(request, found) {
  try {
    await (await caches.open(BUILD)).put(request, found);
  } catch {
    // Nobody waits for it.
  }
}

/** Asks whether it changed: parts of two builds do not fit together. */
async function newestFirst(request) {
  try {
    const found = await fetch(request, { cache: "no-cache" });
    if (request.url === LATER && found.ok) keepLater(request, found.clone());
    return found;
  } catch (offline) {
    const kept = (await caches.match(request, { ignoreSearch: true })) ?? (request.mode === "navigate" && (await caches.match("./")));
    if (kept) return kept;
    throw offline;
  }
}
