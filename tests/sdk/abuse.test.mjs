// What nobody should send: it is answered, in shape where there is anyone to answer, and the server stays up and small.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { startSandbox } from "./sandbox.mjs";

const MEBIBYTE = 1024 * 1024;
let sandbox;

before(async () => {
  sandbox = await startSandbox();
});
after(async () => {
  const { status } = await get("/_echoscope/state");
  assert.equal(status, 200, "it is still up");
  await sandbox.stop();
});

async function send(method, path, { headers = {}, body } = {}) {
  const answer = await fetch(sandbox.url + path, { method, headers, body, duplex: "half" });
  const text = await answer.text();
  return { status: answer.status, text, headers: answer.headers, json: () => JSON.parse(text) };
}
const get = (path, headers) => send("GET", path, { headers });
const post = (path, body, headers = { "Content-Type": "application/json" }) => send("POST", path, { headers, body });

/** Bytes as they are, and everything that comes back until the server closes or `patience` is over. */
function raw(text, patience = 2000) {
  return new Promise((resolve) => {
    const socket = connect(sandbox.port, "127.0.0.1");
    let answer = "";
    const done = () => (socket.destroy(), resolve(answer));
    const timer = setTimeout(done, patience);
    socket.setEncoding("latin1");
    socket.on("data", (piece) => (answer += piece));
    socket.on("error", () => {});
    socket.on("close", () => (clearTimeout(timer), resolve(answer)));
    socket.write(text);
  });
}

/** An error in Mangopay's shape. */
function inShape(text) {
  const error = JSON.parse(text);
  for (const key of ["Message", "Type", "Id", "Date"]) assert.ok(key in error, `${key} is missing in ${text}`);
  assert.ok(Number.isInteger(error.Date));
  for (const value of Object.values(error.Errors ?? error.errors ?? {})) assert.equal(typeof value, "string");
  return error;
}

async function residentMebibytes() {
  const status = await readFile(`/proc/${sandbox.pid}/status`, "utf8").catch(() => "");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

const INTENTS = "/V3.0/shop/payins/intents";

test("bodies that are not JSON, or not what a call takes", async () => {
  const rubbish = ["", "{", "null", "[]", "7", '"text"', "{\"Amount\":", "\u0000\u0001", "{\"LineItems\":{}}", "[".repeat(100_000)];
  for (const body of rubbish) {
    const { status, text } = await post(INTENTS, body);
    assert.equal(status, 400, body.slice(0, 20));
    inShape(text);
  }
  const bytes = await post(INTENTS, Uint8Array.of(0xff, 0xfe, 0x00, 0x7b));
  assert.equal(bytes.status, 400);
  inShape(bytes.text);
});

test("paths that lead nowhere: 404 in shape, naming the nearest route", async () => {
  for (const path of ["//", "/nowhere", "/V3.0", "/V3.0/shop/payins/intent", "/v2.01/shop/hoks", "/%", "/%00", "/..%2f..", "/V3.0//payins", `/${"a/".repeat(2000)}`]) {
    const { status, text } = await get(path);
    assert.equal(status, 404, path.slice(0, 40));
    inShape(text);
  }
  const { text } = await get("/V3.0/shop/payins/intent");
  assert.match(text, /payins\/intents/);
});

test("path traversal in upload addresses", async () => {
  const made = (await post("/V3.0/shop/payins/intents/settlements", '{"FileName":"a.csv"}')).json();
  const { pathname } = new URL(made.UploadUrl);
  const folder = pathname.slice(0, pathname.lastIndexOf("/"));
  for (const token of ["../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e", "a".repeat(5000), "%00", "'\"<script>"]) {
    const answer = await raw(`PUT ${folder}/${token.replaceAll(" ", "%20")} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx`);
    assert.match(answer, /^HTTP\/1\.1 4\d\d /, token.slice(0, 30));
    assert.doesNotMatch(answer, /root:/);
    inShape(answer.slice(answer.indexOf("\r\n\r\n") + 4));
  }
});

test("a file name is only a name", async () => {
  for (const FileName of ["../../etc/passwd.csv", "C:\\windows\\a.csv", "\u0000.csv", "a\r\nSet-Cookie: x=1.csv"]) {
    const { status, text, headers } = await post("/V3.0/shop/payins/intents/settlements", JSON.stringify({ FileName }));
    assert.ok(status === 200 || status === 400, text);
    assert.equal(headers.get("set-cookie"), null);
  }
});

test("a body of 100 MB where a call is small: refused at once, whether its length is announced or not", async () => {
  const before = await residentMebibytes();
  const announced = await raw(
    `POST ${INTENTS} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${100 * MEBIBYTE}\r\n\r\n{`,
  );
  assert.match(announced, /^HTTP\/1\.1 413 /);
  inShape(announced.slice(announced.indexOf("\r\n\r\n") + 4));

  const chunk = new Uint8Array(MEBIBYTE).fill(0x20);
  let count = 0;
  const body = new ReadableStream({
    pull(controller) {
      count += 1;
      if (count > 100) controller.close();
      else controller.enqueue(chunk);
    },
  });
  const streamed = await post(INTENTS, body).catch((error) => ({ status: `dropped: ${error.cause ?? error}` }));
  assert.equal(streamed.status, 413);
  assert.ok((await residentMebibytes()) - before < 150, "memory stays bounded");
});

test("a settlement file of 100 MB is taken, and its faults are told", async () => {
  const made = (await post("/V3.0/shop/payins/intents/settlements", '{"FileName":"big.csv"}')).json();
  const rubbish = Buffer.alloc(100 * MEBIBYTE, "not,a,settlement,file\n");
  const upload = await fetch(made.UploadUrl, { method: "PUT", headers: { "Content-Type": "text/csv" }, body: rubbish });
  assert.equal(upload.status, 200);
  const { Status } = (await get(`/V3.0/shop/payins/intents/settlements/${made.SettlementId}`)).json();
  assert.equal(Status, "FAILED");
});

/** The answers that stand one behind the other in what came back, each with its status, its head and its body. */
function answers(text) {
  const found = [];
  for (let rest = text; rest !== ""; ) {
    const end = rest.indexOf("\r\n\r\n");
    const head = rest.slice(0, end);
    const length = Number(/Content-Length: (\d+)/.exec(head)?.[1] ?? 0);
    const body = rest.slice(end + 4, end + 4 + length);
    found.push({ status: Number(head.slice(9, 12)), head, body });
    rest = rest.slice(end + 4 + length);
  }
  return found;
}
const HOST = "Host: 127.0.0.1\r\n";
const CLOSE = "Connection: close\r\n";

test("requests sent without waiting for answers are answered in their order", async () => {
  const clock = `GET /_echoscope/clock HTTP/1.1\r\n${HOST}`;
  const text = await raw(`${clock}\r\nPOST ${INTENTS} HTTP/1.1\r\n${HOST}Content-Length: 2\r\n\r\n{}${clock}${CLOSE}\r\n`);
  assert.deepEqual(answers(text).map(({ status }) => status), [200, 400, 200]);
});

test("older, newer and odd ways of asking are answered in shape", async () => {
  const odd = [
    [200, `GET /_echoscope/clock HTTP/1.0\r\n\r\n`],
    [400, `GET /_echoscope/clock HTTP/1.1\r\n${CLOSE}\r\n`],
    [200, `GET http://localhost/_echoscope/clock HTTP/1.1\r\nHost: other.example\r\n${CLOSE}\r\n`],
    [403, `GET http://evil.example/_echoscope/clock HTTP/1.1\r\n${HOST}${CLOSE}\r\n`],
    [405, `CONNECT 127.0.0.1:80 HTTP/1.1\r\n${HOST}\r\n`],
    [405, `TRACE ${INTENTS} HTTP/1.1\r\n${HOST}${CLOSE}\r\n`],
    [405, `OPTIONS ${INTENTS} HTTP/1.1\r\n${HOST}${CLOSE}\r\n`],
    [404, `OPTIONS * HTTP/1.1\r\n${HOST}${CLOSE}\r\n`],
    [400, `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`],
    [417, `POST ${INTENTS} HTTP/1.1\r\n${HOST}${CLOSE}Expect: magic\r\nContent-Length: 2\r\n\r\n{}`],
    [415, `POST ${INTENTS} HTTP/1.1\r\n${HOST}${CLOSE}Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\u001f\u008b`],
    [400, `POST ${INTENTS} HTTP/1.1\r\n${HOST}${CLOSE}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    [400, `POST ${INTENTS} HTTP/1.1\r\n${HOST}${CLOSE}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`],
    [200, `GET /V3.0/shop/%70ayins/intents HTTP/1.1\r\n${HOST}${CLOSE}\r\n`],
    [404, `GET /V3.0%2fshop/payins/intents HTTP/1.1\r\n${HOST}${CLOSE}\r\n`],
    [200, `GET ${INTENTS}?page=1&page=x&%ff=%00&&= HTTP/1.1\r\n${HOST}${CLOSE}\r\n`],
    [400, `GET ${INTENTS}?page=99999999999999999999 HTTP/1.1\r\n${HOST}${CLOSE}\r\n`],
  ];
  for (const [expected, request] of odd) {
    const [{ status, body }, ...others] = answers(await raw(request));
    assert.equal(status, expected, request);
    assert.equal(others.length, 0, request);
    if (status >= 400) inShape(body);
  }
});

test("who asks before sending is told to go on, unless it would be too much", async () => {
  const asked = (length) => `POST ${INTENTS} HTTP/1.1\r\n${HOST}${CLOSE}Expect: 100-continue\r\nContent-Length: ${length}\r\n\r\n`;
  assert.deepEqual(answers(await raw(`${asked(2)}{}`)).map(({ status }) => status), [100, 400]);
  assert.deepEqual(answers(await raw(asked(100 * MEBIBYTE))).map(({ status }) => status), [413]);
});

test("an answer to HEAD has the length of the one to GET, and no body", async () => {
  const { text } = await get(INTENTS);
  const [{ status, head }] = answers(await raw(`HEAD ${INTENTS} HTTP/1.1\r\n${HOST}${CLOSE}\r\n`));
  assert.equal(status, 200);
  assert.match(head, new RegExp(`Content-Length: ${Buffer.byteLength(text)}\\b`));
});

test("JSON that is too deep, that has half a letter, or that is text of other languages", async () => {
  const deep = (open, close) => open.repeat(10_000) + close.repeat(10_000);
  for (const body of [`{"LineItems":${deep("[", "]")}}`, `{"LineItems":${deep('[{"Seller":', "}]")}}`, `{"Tag":"\\ud800"}`, `{"Amount":"\\u0000"}`]) {
    const { status, text } = await post(INTENTS, body);
    assert.equal(status, 400, body.slice(0, 30));
    inShape(text);
  }
  const name = 'Zoë 😀 \u0000 "quoted"';
  const made = (await post("/v2.01/shop/users/natural", JSON.stringify({ FirstName: name, Weight: 71.5 }))).json();
  assert.deepEqual([made.FirstName, made.Weight], [name, 71.5]);
  const { text } = await post("/v2.01/shop/users/natural", `{"X":${deep('{"a":', "}").replace("}", "1}")}}`);
  inShape(text);
});

test("a client that sends its headers one by one for ever is told and let go", async () => {
  const began = performance.now();
  const answer = await new Promise((resolve) => {
    let text = "";
    const socket = connect(sandbox.port, "127.0.0.1", () => socket.write("GET / HTTP/1.1\r\n"));
    const drip = setInterval(() => socket.write("X: y\r\n"), 500);
    socket.on("data", (piece) => (text += piece));
    socket.on("error", () => {});
    socket.on("close", () => (clearInterval(drip), resolve(text)));
  });
  const [{ status, body }] = answers(answer);
  assert.equal(status, 408);
  inShape(body);
  assert.ok(performance.now() - began < 20_000);
});

test("header floods", async () => {
  const many = Array.from({ length: 5000 }, (_, count) => `X-Flood-${count}: ${"a".repeat(20)}\r\n`).join("");
  const flooded = await raw(`GET /_echoscope/state HTTP/1.1\r\nHost: 127.0.0.1\r\n${many}\r\n`);
  assert.match(flooded, /^HTTP\/1\.1 431 /);
  inShape(flooded.slice(flooded.indexOf("\r\n\r\n") + 4));
});

test("bytes that are no HTTP", async () => {
  for (const text of ["\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\r\n\r\n\r\nrubbish\r\n\r\n"]) {
    const answer = await raw(text);
    assert.match(answer, /^HTTP\/1\.1 400 /, JSON.stringify(text));
    inShape(answer.slice(answer.indexOf("\r\n\r\n") + 4));
  }
});

test("clients that leave in the middle, and clients that never end, are in nobody's way", async () => {
  const half = `POST ${INTENTS} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n{"Amount":`;
  const slow = Array.from({ length: 100 }, () => {
    const socket = connect(sandbox.port, "127.0.0.1", () => socket.write(half));
    socket.on("error", () => {});
    return socket;
  });
  const began = performance.now();
  assert.equal((await get("/_echoscope/state")).status, 200);
  assert.ok(performance.now() - began < 2000);
  for (const socket of slow) socket.destroy();
});

test("200 connections at once, each with its own Intents", async () => {
  const user = (await post("/v2.01/shop/users/natural", '{"FirstName":"Anna"}')).json();
  const given = JSON.stringify({ Owners: [user.Id], Currency: "EUR", Description: "w" });
  const wallet = (await post("/v2.01/shop/wallets", given)).json();
  const create = async (client) => {
    const ids = [];
    for (let count = 0; count < 5; count += 1) {
      const reference = `c${client}-${count}`;
      const { status, text, json } = await post(
        INTENTS,
        JSON.stringify({
          Amount: 100,
          Currency: "EUR",
          ExternalData: {
            ExternalProcessingDate: 1767225600,
            ExternalProviderReference: reference,
            ExternalMerchantReference: "o",
            ExternalProviderName: "STRIPE",
          },
          LineItems: [{ Seller: { AuthorId: user.Id, WalletId: wallet.Id, TransferDate: 1893456000 }, Sku: "s", Quantity: 1, UnitAmount: 100 }],
        }),
      );
      assert.equal(status, 200, text);
      assert.equal(json().ExternalData.ExternalProviderReference, reference);
      ids.push(json().Id);
    }
    return ids;
  };
  const ids = (await Promise.all(Array.from({ length: 200 }, (_, client) => create(client)))).flat();
  assert.equal(new Set(ids).size, 1000);
});

test("a web page cannot reach it: not under a name of its own, not from its own origin", async () => {
  const rebound = await raw("GET /_echoscope/state HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
  assert.match(rebound, /^HTTP\/1\.1 403 /);
  const error = inShape(rebound.slice(rebound.indexOf("\r\n\r\n") + 4));
  assert.match(error.Errors.Host, /--allow-host evil\.example/);
  for (const Origin of ["https://evil.example", "null", "http://127.0.0.1:1"]) {
    const { status, headers } = await post("/_echoscope/reset", "{}", { Origin, "Content-Type": "text/plain" });
    assert.equal(status, 403, Origin);
    assert.equal(headers.get("access-control-allow-origin"), null);
  }
  const own = await get("/_echoscope/state", { Origin: sandbox.url });
  assert.equal(own.status, 200);
  for (const host of ["localhost", `localhost:${sandbox.port}`, "127.0.0.1", "[::1]:80", "shop.localhost:9"]) {
    const answer = await raw(`GET /_echoscope/state HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 200 /, host);
  }
});

test("an origin that was let in by name may call it from a browser", async () => {
  const friendly = await startSandbox(["--allow-origin", "http://localhost:5173"]);
  const Origin = "http://localhost:5173";
  const preflight = await fetch(`${friendly.url}${INTENTS}`, {
    method: "OPTIONS",
    headers: { Origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization" },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-origin"), Origin);
  const { status } = await fetch(`${friendly.url}/_echoscope/state`, { headers: { Origin: "http://localhost:5174" } });
  assert.equal(status, 403);
  await friendly.stop();
});
