// Memory stays level, however long the engine is used.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { loadSync } from "echoscope/slim";

const bytes = readFileSync(new URL("../../web/npm/dist/engine.wasm", import.meta.url));
const MEGABYTE = 1 << 20;

/** An engine whose memory can be looked at. */
function watched() {
  const { instantiate, Instance } = WebAssembly;
  let memory;
  class Watched extends Instance {
    constructor(...given) {
      super(...given);
      memory = this.exports.memory;
    }
  }
  WebAssembly.Instance = Watched;
  try {
    const engine = loadSync({ module: bytes });
    return { engine, size: () => memory.buffer.byteLength };
  } finally {
    Object.assign(WebAssembly, { instantiate, Instance });
  }
}

test("ten thousand worlds made and freed leave nothing behind", () => {
  const { engine, size } = watched();
  const round = () => {
    for (let count = 0; count < 10_000; count += 1) {
      const echo = new engine.Echo({ seed: count });
      echo.registerUser();
      echo.fork().free();
      echo.free();
    }
  };
  round();
  const before = size();
  round();
  assert.equal(size(), before);
});

test("a million handled commands that change nothing take no memory", () => {
  const { engine, size } = watched();
  const echo = new engine.Echo();
  const round = (count) => {
    for (let done = 0; done < count; done += 1) echo.executeSplit("int_nowhere", "int_split_nowhere");
  };
  round(1000);
  const before = size();
  round(1_000_000);
  assert.equal(size(), before);
});

test("a large file is checked in the memory of a small one", () => {
  const { engine, size } = watched();
  const line = "pay-1,VISA,PAYMENT,SETTLED,01-01-2026,1000,EUR,,0\n".repeat(20_000);
  engine.checkSettlement(line);
  const before = size();
  engine.checkSettlement(line.repeat(40));
  assert.ok(size() - before <= MEGABYTE, `${size() - before} bytes more`);
});
