// The page's end of the worker: calls go out, progress and answers come back.

import { AbortError, EngineError, nameOf, WrongArgumentError } from "./errors.js";
import { errorOf } from "./wire.js";
import { Report } from "../../src/report.js";

/** Speaks with a worker that runs `echoscope/worker`. */
export function connect(worker) {
  if (typeof worker?.postMessage !== "function") {
    const message = `connect: \`worker\` is a Worker that runs "echoscope/worker", but got ${nameOf(worker)}.`;
    throw new WrongArgumentError("worker", message);
  }
  const calls = new Map();
  let last = 0;

  worker.addEventListener("message", ({ data }) => {
    const call = calls.get(data?.call);
    if (call === undefined) return;
    if (data.echoscope === "progress") return call.onProgress?.(data.progress);
    calls.delete(data.call);
    call.done();
    if (data.echoscope === "failure") call.reject(errorOf(data.failure));
    else call.resolve(data.match ?? new Report(data.parts));
  });
  worker.addEventListener("error", (event) => {
    const message = `The worker of Echoscope failed: ${event.message ?? "it could not be started"}.`;
    for (const { reject, done } of calls.values()) {
      done();
      reject(new EngineError(message, event.error));
    }
    calls.clear();
  });

  /** `what` goes to the worker: the files, by the names of their arguments. */
  function ask(method, what, { onProgress, signal, transfer = [], ...options } = {}) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) throw new AbortError(method, signal.reason);
      const call = (last += 1);
      // The worker stops as soon as it listens again; whoever has asked need not wait for that.
      const stop = () => {
        worker.postMessage({ echoscope: "stop", call, reason: String(signal.reason) });
        calls.delete(call);
        reject(new AbortError(method, signal.reason));
      };
      signal?.addEventListener("abort", stop, { once: true });
      const done = () => signal?.removeEventListener("abort", stop);
      try {
        worker.postMessage({ echoscope: "call", call, ...what, options }, transfer);
      } catch (cause) {
        done();
        const names = Object.keys(what).map((name) => `\`${name}\``).join(" or ");
        const message = `${method}: ${names} cannot be sent to a worker: ${cause.message}. Pass a File, a Blob, bytes or a string; a stream goes into \`transfer\` as well.`;
        throw new WrongArgumentError(Object.keys(what)[0], message, { cause });
      }
      calls.set(call, { resolve, reject, onProgress, done });
    });
  }

  const checkSettlement = (file, options) => ask("checkSettlement", { file }, options);
  const matchSettlement = (file, declarations = null, options) => ask("matchSettlement", { file, declarations }, options);

  return Object.freeze({ checkSettlement, matchSettlement, close: () => worker.terminate() });
}
