// How much a sandbox takes in before it asks to be reset: everything is in memory, and memory ends.

import { problem } from "./problem.mjs";

const ROOM = 1024 * 1024 * 1024;
/** What a call comes to in the engine, and a byte of it; a file is kept as it is. An Intent of 460 bytes takes 2.3 kB. */
const CALL_WEIGHT = 1024;
const BYTE_WEIGHT = 6;
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
      const size = body?.length ?? 0;
      if (target.startsWith(RESET)) taken = 0;
      else taken += isFile ? CALL_WEIGHT + size : CALL_WEIGHT + size * BYTE_WEIGHT;
    },
  };
}
