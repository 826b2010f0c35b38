// For a service worker: what a page sends to Mangopay is answered by an Echo in the browser.

import { load } from "./index.js";

const MANGOPAY = ["https://api.sandbox.mangopay.com", "https://api.mangopay.com"];

/** Answers from the worker's next fetch on. Options of `new Echo` may follow; the world lives as long as the worker. */
export function serveFrom(scope, { addresses = MANGOPAY, ...options } = {}) {
  const echo = load().then(({ Echo }) => new Echo(options));
  const origins = addresses.map((address) => new URL(address).origin);
  scope.addEventListener("install", () => scope.skipWaiting());
  scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim()));
  scope.addEventListener("fetch", (event) => {
    if (!origins.includes(new URL(event.request.url).origin)) return;
    event.respondWith(echo.then((ready) => ready.handle(event.request)));
  });
}
