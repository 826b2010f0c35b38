// Requests in Mangopay's REST interface, with and without the objects of the web platform.

const NOTHING = new Uint8Array();
const CHANGED = 0x1_0000;
/** Answers with these have no body, and a Response refuses to be given one. */
const BODILESS = [101, 103, 204, 205, 304];

/**
 * Answers a request given as plain values. `headers` have lower-case names; `wall` is the time in milliseconds.
 * `changed` says whether the world is another one than before.
 */
export function answerOf(inner, { method, target, headers, body }, wall) {
  const number = inner.__answer(
    method,
    target,
    headers.authorization,
    headers["content-type"],
    headers["idempotency-key"],
    body ?? NOTHING,
    wall,
  );
  return { status: number % CHANGED, changed: number >= CHANGED, headers: headersOf(inner.__headers()), body: inner.__body() };
}

/** Answers a `Request`. Upload and download addresses begin with the origin that it was sent to. */
export async function handled(use, request) {
  const { origin, pathname, search } = new URL(request.url);
  const headers = {};
  for (const name of ["authorization", "content-type", "idempotency-key"]) {
    headers[name] = request.headers.get(name) ?? undefined;
  }
  const body = new Uint8Array(await request.arrayBuffer());
  const { method } = request;
  const answer = use((inner) => {
    inner.__setAddress(origin);
    return answerOf(inner, { method, target: pathname + search, headers, body }, 0);
  });
  const isBodiless = method === "HEAD" || BODILESS.includes(answer.status);
  return new Response(isBodiless ? null : answer.body, { status: answer.status, headers: answer.headers });
}

function headersOf(lines) {
  const [type, ...others] = lines.split("\n");
  const headers = { "Content-Type": type };
  for (const line of others) {
    const end = line.indexOf(":");
    headers[line.slice(0, end)] = line.slice(end + 1);
  }
  return headers;
}
