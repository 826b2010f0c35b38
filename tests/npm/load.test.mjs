import assert from "node:assert/strict";
import { test } from "node:test";
import { EchoscopeError, load } from "echoscope";

test("a failed load says what to do, and does not spoil the next one", async () => {
  await assert.rejects(
    load({ wasm: new Uint8Array([1, 2, 3]) }),
    (error) => error instanceof EchoscopeError && error.code === "load-failed" && error.cause instanceof Error,
  );
  await assert.rejects(load(null), (error) => error.code === "wrong-argument");
  const [one, other] = await Promise.all([load(), load()]);
  assert.equal(one, other);
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
