import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { load } from "echoscope";
import * as slim from "echoscope/slim";
import { EngineError } from "../../web/npm/src/errors.js";
import { gate } from "../../web/npm/src/guard.js";

const module = await readFile(new URL("../../web/npm/dist/engine.wasm", import.meta.url));

test("load gives one engine, however often it is called", async () => {
  const [one, other] = await Promise.all([load(), load()]);
  assert.equal(one, other);
});

test("slim takes the module as bytes, compiled, as a response or a promise, at once too, and never shares an engine", async () => {
  const fingerprint = new (await load()).Echo().fingerprint();
  const compiled = await WebAssembly.compile(module);
  const response = () => new Response(module, { headers: { "Content-Type": "application/wasm" } });
  const engines = [];
  for (const given of [module, compiled, response(), Promise.resolve(compiled)]) {
    engines.push(await slim.load({ module: given }));
  }
  engines.push(slim.loadSync({ module }), slim.loadSync({ module: compiled }));
  for (const { Echo } of engines) assert.equal(new Echo().fingerprint(), fingerprint);
  assert.equal(new Set(engines).size, engines.length);
});

test("a module that is none, and no module, are told", async () => {
  const failed = (error) => error instanceof slim.LoadError && error.code === "load-failed" && error.cause instanceof Error;
  await assert.rejects(slim.load({ module: new Uint8Array([1, 2, 3]) }), failed);
  assert.throws(() => slim.loadSync({ module: new Uint8Array([1, 2, 3]) }), failed);
  const missing = (error) => error.code === "wrong-argument" && error.argument === "module";
  for (const options of [undefined, null, {}]) {
    await assert.rejects(slim.load(options), missing);
    assert.throws(() => slim.loadSync(options), missing);
  }
});

test("an engine that broke says so from then on, and the next is a fresh one", () => {
  const { Echo } = slim.loadSync({ module });
  const echo = new Echo();
  const log = echo.log();
  // There is no known way to break it: so the gate is told of a failure as WebAssembly throws it.
  const guarded = gate(() => {});
  assert.throws(() => guarded("capture", () => { throw new WebAssembly.RuntimeError("unreachable"); }), EngineError);
  assert.throws(() => guarded("capture", () => 1), (error) => error instanceof EngineError && /fresh/.test(error.message));
  assert.equal(slim.loadSync({ module }).Echo.from(log).fingerprint(), echo.fingerprint());
});

test("the lifecycles come with their states and edges", async () => {
  const { machines } = await load();
  const settlement = machines().find(({ name }) => name.toLowerCase() === "settlement");
  const values = settlement.states.map(({ value }) => value);
  assert.ok(values.includes("CREATED") && values.includes("RECONCILED"));
  for (const { from, to, trigger, mark, source } of settlement.edges) {
    assert.ok(from === undefined || values.includes(from));
    assert.ok(values.includes(to) && trigger && source);
    assert.match(mark, /^(documented|inferred|chosen)$/);
  }
});
