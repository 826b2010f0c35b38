// A ready module worker: long checks and matches happen here, and the page stays free. `connect` is its other end.

import { load } from "./index.js";
import { tellError } from "./wire.js";

/** What is under way, by the number of its call. */
const stops = new Map();

self.addEventListener("message", async ({ data }) => {
  if (data?.echoscope !== "call") {
    if (data?.echoscope === "stop") stops.get(data.call)?.abort(data.reason);
    return;
  }
  const { call, file, declarations, options } = data;
  const stop = new AbortController();
  stops.set(call, stop);
  const onProgress = (progress) => self.postMessage({ echoscope: "progress", call, progress });
  try {
    const { checkSettlementStream, matchSettlementStream } = await load();
    const given = { ...options, onProgress, signal: stop.signal };
    if (declarations !== undefined) {
      const match = await matchSettlementStream(file, declarations, given);
      self.postMessage({ echoscope: "answer", call, match });
      return;
    }
    const report = await checkSettlementStream(file, given);
    const parts = report.constructor.partsOf(report);
    self.postMessage({ echoscope: "answer", call, parts }, [parts.ends.buffer]);
  } catch (error) {
    self.postMessage({ echoscope: "failure", call, failure: tellError(error) });
  } finally {
    stops.delete(call);
  }
});
