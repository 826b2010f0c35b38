// Requests in Mangopay's REST interface, with and without the objects of the web platform. Bytes go straight into the
// engine's memory and are read there: see exchange.rs.

const NOTHING = new Uint8Array();
const JSON_TYPE = "application/json; charset=utf-8";
const CHANGED = 0x1_0000;
/** A head has at most so many bytes for each of its characters. */
const BYTES_OF_CHARACTER = 3;
/** Answers that are larger are not kept in the engine until the next one. */
const LARGE = 1024 * 1024;
/** Answers with these have no body, and a Response refuses to be given one. */
const BODILESS = [101, 103, 204, 205, 304];

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Views of a memory, taken anew where it has grown. */
export function viewsOf(memory) {
  let bytes = new Uint8Array();
  let words;
  const look = () => {
    if (bytes.buffer === memory.buffer) return;
    bytes = new Uint8Array(memory.buffer);
    words = new Uint32Array(memory.buffer);
  };
  return { bytes: () => (look(), bytes), words: () => (look(), words) };
}

/**
 * Answers a request given as plain values. `headers` have lower-case names; `wall` is the time in milliseconds; `take` makes
 * what the body is to be of the bytes that it stands in. `changed` says whether the world is another one than before.
 */
export function answerOf(inner, views, { method, target, headers, body = NOTHING }, wall, take = copied) {
  const { authorization, "content-type": type, "idempotency-key": key } = headers;
  const head = `${method}\n${target}\n${given(authorization)}\n${given(type)}\n${given(key)}`;
  const most = head.length * BYTES_OF_CHARACTER;
  const room = inner.__room(most + body.length);
  const bytes = views.bytes();
  const { written } = encoder.encodeInto(head, bytes.subarray(room, room + most));
  bytes.set(body, room + written);
  const record = inner.__answer(written, body.length, wall) >>> 2;
  const words = views.words();
  const number = words[record];
  const answer = {
    status: number % CHANGED,
    changed: number >= CHANGED,
    headers: headersOf(views, words[record + 1], words[record + 2]),
    body: take(views.bytes(), words[record + 3], words[record + 4]),
  };
  if (words[record + 4] > LARGE) inner.__forget();
  return answer;
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
  const answer = use((inner, views) => {
    inner.__setAddress(origin);
    return answerOf(inner, views, { method, target: pathname + search, headers, body }, 0);
  });
  const isBodiless = method === "HEAD" || BODILESS.includes(answer.status);
  return new Response(isBodiless ? null : answer.body, { status: answer.status, headers: answer.headers });
}

/** A header that was sent, however empty, is told from one that was not. */
function given(header) {
  return header === undefined ? "" : `=${header}`;
}

function copied(bytes, from, length) {
  return bytes.slice(from, from + length);
}

function headersOf(views, from, length) {
  if (length === 0) return { "Content-Type": JSON_TYPE };
  const [type, ...others] = decoder.decode(views.bytes().subarray(from, from + length)).split("\n");
  const headers = { "Content-Type": type };
  for (const line of others) {
    const end = line.indexOf(":");
    headers[line.slice(0, end)] = line.slice(end + 1);
  }
  return headers;
}
