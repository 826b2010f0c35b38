// For tests that run under MSW: what is meant for Mangopay is answered by an Echo.

const MANGOPAY = ["https://api.sandbox.mangopay.com", "https://api.mangopay.com"];

/** Handlers for `setupServer` or `setupWorker`; `http` is MSW's own. */
export function handlersOf(echo, http, { addresses = MANGOPAY } = {}) {
  return addresses.map((address) => http.all(`${address.replace(/\/$/, "")}/*`, ({ request }) => echo.handle(request)));
}
