// Events as they happen, for whoever listens (Server-Sent Events).

const LISTENERS_MAX = 100;
/** A listener that is so far behind is let go; it comes back with the number of the last event it saw. */
const BEHIND_MAX = 1024 * 1024;
const HEADERS = { "Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store", "X-Accel-Buffering": "no" };

/** `happened(after)` gives the events after a number, oldest first, each with its own number. */
export function streamOf(happened) {
  const listeners = new Map();

  function tell(response) {
    for (;;) {
      const events = happened(listeners.get(response));
      if (events.length === 0) return;
      const lines = events.map(({ Number: number, ...event }) => `id: ${number}\ndata: ${JSON.stringify(event)}\n\n`);
      listeners.set(response, events.at(-1).Number);
      response.write(lines.join(""));
      if (response.writableLength > BEHIND_MAX) return void response.end();
    }
  }

  return {
    /** A new listener. It begins after the number it names, or with what happens from now on. */
    join({ request, response, end }) {
      if (listeners.size >= LISTENERS_MAX) return end({ status: 503, headers: { "Retry-After": "10" } });
      const { searchParams } = new URL(request.url, "http://localhost");
      const after = Number(request.headers["last-event-id"] ?? searchParams.get("after") ?? 0);
      response.writeHead(200, HEADERS);
      response.write(":\n\n");
      listeners.set(response, Number.isSafeInteger(after) && after > 0 ? after : 0);
      response.on("close", () => listeners.delete(response));
      return tell(response);
    },
    look() {
      for (const response of listeners.keys()) tell(response);
    },
    close() {
      for (const response of listeners.keys()) response.end();
    },
  };
}
