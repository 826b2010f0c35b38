// How much a sandbox takes in before it asks to be reset: everything is in memory, and memory ends.

import { problem } from "./problem.mjs";

const ROOM = 1024 * 1024 * 1024;
/** What a byte of a call comes to in the engine; a file is kept as it is. */
const CALL_WEIGHT = 12;
const RESET = "/_echoscope/reset";

export function roomFor() {
  let taken = 0;
  return {
    /** An answer for a request that there is no room for. */
    refuse(method, target) {
      if (taken < ROOM || method === "GET" || method === "HEAD" || target.startsWith(RESET)) return undefined;
      return problem(507, "sandbox_full", `The sandbox is full. POST ${RESET}, or start it anew.`, "Sandbox");
    },
    take(target, headers, body) {
      const isFile = /^multipart|^text\/csv/i.test(headers["content-type"] ?? "") || target.startsWith("/_echoscope/uploads/");
      taken = target.startsWith(RESET) ? 0 : taken + (body?.length ?? 0) * (isFile ? 1 : CALL_WEIGHT);
    },
  };
}
