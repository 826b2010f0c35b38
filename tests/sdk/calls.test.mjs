// The Node code of docs/calls.md, which is the code that Inspect shows, is run as it stands: the SDK sends what the page says, and is answered it.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startSandbox } from "./sandbox.mjs";

const ADDRESS = "http://127.0.0.1:8731";
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The calls of the page: title, method, body, answer, code. */
function callsOf(page) {
  return page.split("\n### ").slice(1).map((text) => {
    const [, request] = /```http\n([^]*?)```/.exec(text);
    const [line, ...rest] = request.split("\n");
    const [, status] = /\nAnswer: (\d+)\n/.exec(text);
    const [, answer] = /\nAnswer: \d+\n\n```json\n([^]*?)\n```/.exec(text) ?? [];
    const [, code] = /```js\n([^]*?)```/.exec(text);
    return { title: text.split("\n")[0], line, body: rest.join("\n").trimStart(), status: Number(status), answer, code };
  });
}

/** One program of all calls. Each may only use what stands in it, as if it were copied from the page. */
function program(beginning, calls) {
  const imports = new Set();
  const blocks = calls.map(({ code }) => {
    const lines = code.split("\n");
    for (const line of lines.filter((line) => line.startsWith("import "))) imports.add(line);
    const [, name] = /^const (\w+) = await /m.exec(code);
    return `{\n${lines.filter((line) => !line.startsWith("import ")).join("\n")}\nanswers.push(await plain(${name}));\n}`;
  });
  return `${[...imports].join("\n")}
${beginning}
const answers = [];
async function plain(answer) {
  if (answer instanceof Response) return { status: answer.status, text: await answer.text() };
  const value = JSON.parse(JSON.stringify(answer));
  return { status: 200, value: value.data ?? value };
}
${blocks.join("\n")}
console.log(JSON.stringify(answers));
`;
}

test("every call of docs/calls.md, by the Node SDK, is answered as the page says", async () => {
  const page = await readFile(here("../../docs/calls.md"), "utf8");
  const calls = callsOf(page);
  const users = calls.filter(({ line }) => line.endsWith("/users/natural"));
  const wallets = calls.filter(({ line }) => line.endsWith("/wallets"));
  const others = calls.filter((call) => !users.includes(call) && !wallets.includes(call));
  assert.ok(users.length >= 2 && wallets.length >= 1 && others.length >= 25, `${users.length}, ${wallets.length} and ${others.length} calls`);

  const sandbox = await startSandbox(["--seed", "0", "--now", "2026-01-01T00:00:00Z", "--frozen"]);
  const desk = await mkdtemp(join(tmpdir(), "echoscope-calls-"));
  // Beside the SDK, so that it is found; and gone afterwards.
  const file = here(`calls-${process.pid}.tmp.mjs`);
  const run = async (some) => {
    const [, beginning] = /## Once, at the beginning[^]*?```js\n([^]*?)```/.exec(page);
    await writeFile(file, program(beginning, some).replaceAll(ADDRESS, sandbox.url));
    const { stdout } = await promisify(execFile)(process.execPath, [file], { cwd: desk });
    return JSON.parse(stdout);
  };
  try {
    // Mangopay makes the ids of users and wallets; all that the page shows of the answers beside is what is answered.
    const made = async (some) => {
      for (const [place, { value }] of (await run(some)).entries()) {
        const { Id, ...shown } = JSON.parse(some[place].answer);
        for (const [name, said] of Object.entries(shown)) assert.deepEqual(value[name], said, `${some[place].line}: ${name}`);
        assert.ok(Id && value.Id, "an id");
      }
    };
    const story = await readFile(here("../scenarios/52-every-call.md"), "utf8");
    const cast = story.slice(0, story.indexOf("\n## A payment"));
    const begin = async () => {
      await sandbox.control("POST", "reset", {});
      const played = await fetch(`${sandbox.url}/_echoscope/scenario`, { method: "POST", body: cast });
      assert.equal(played.status, 200, await played.text());
    };
    await made(users);
    await begin();
    await made(wallets);
    // The others rest on the ids of the story.
    await begin();
    await writeFile(join(desk, "settlement.csv"), others.find(({ line }) => line.includes("/uploads/")).body);
    for (const [place, { status, text, value }] of (await run(others)).entries()) {
      const { line, answer, status: expected } = others[place];
      assert.equal(status, expected, line);
      const got = value ?? (text === "" ? undefined : JSON.parse(text));
      assert.deepEqual(got, answer && JSON.parse(answer.replaceAll(ADDRESS, sandbox.url)), line);
    }
  } finally {
    await rm(file, { force: true });
    await rm(desk, { recursive: true, force: true });
    await sandbox.stop();
  }
});
