// In the worker of `browser.mjs`. Both jobs read the File in the same way, which is that of the package: pieces of a mebibyte, into one buffer.

import init, { Run } from './bench.js';

const READ = 1 << 20;
const END = 1 << 16;
// Not awaited here: a message that comes before there is somebody to take it is lost.
const ready = init();

async function pieces(file, take) {
  const reader = file.stream().getReader({ mode: 'byob' });
  let buffer = new ArrayBuffer(READ);
  for (;;) {
    const { done, value } = await reader.read(new Uint8Array(buffer));
    if (done) return;
    take(value);
    buffer = value.buffer;
  }
}

async function feed(run, file) {
  const { memory } = await ready;
  const size = run.size();
  await pieces(file, (bytes) => {
    for (let at = 0; at < bytes.length; at += size) {
      const piece = bytes.subarray(at, at + size);
      const room = run.room();
      new Uint8Array(memory.buffer, room, piece.length).set(piece);
      run.fed(piece.length);
    }
  });
  return run;
}

const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

const jobs = {
  async read({ settlement }) {
    const began = performance.now();
    let bytes = 0;
    await pieces(settlement, (piece) => { bytes += piece.length; });
    return { milliseconds: performance.now() - began, result: { bytes } };
  },
  async match({ settlement, declared }) {
    const declarations = await feed(new Run('declare'), declared);
    const began = performance.now();
    const ends = await Promise.all([settlement.slice(0, END), settlement.slice(-END)].map(bytesOf));
    const run = await feed(declarations.matching(...ends), settlement);
    const result = JSON.parse(run.finish());
    return { milliseconds: performance.now() - began, result };
  },
};

onmessage = async ({ data }) => {
  try {
    await ready;
    postMessage(await jobs[data.what](data));
  } catch (error) {
    postMessage({ error: String(error.stack ?? error) });
  }
};
