// Reading what a client sends, within bounds: of one body, and of all bodies that are being received at once.

const MEBIBYTE = 1024 * 1024;

/** The largest body of a call. */
export const CALL_LIMIT = 4 * MEBIBYTE;
/** The largest settlement file, about a million lines. */
export const FILE_LIMIT = 128 * MEBIBYTE;
/** All bodies that are being received at one moment. */
const RECEIVING_LIMIT = 2 * FILE_LIMIT;

const NOTHING = Buffer.alloc(0);
let receiving = 0;

/** A body that is not taken, with the status that says why. */
export class Unreceived {
  constructor(status, why, field = "Content-Length") {
    this.status = status;
    this.why = why;
    this.field = field;
  }
}

/**
 * Gives `take` the body of a request, or an `Unreceived`; it is not called where the client left before its end.
 * What comes after an `Unreceived` is thrown away as it arrives.
 */
export function receive(request, limit, take) {
  const { "content-length": length, "transfer-encoding": encoding } = request.headers;
  if (encoding === undefined && (length === undefined || length === "0")) {
    request.resume();
    return take(NOTHING);
  }
  if (Number(length) > limit) return take(turnedAway(request, tooLarge(limit)));
  let chunks = [];
  let held = 0;
  const end = () => {
    receiving -= held;
    held = 0;
    const body = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
    chunks = [];
    return body;
  };
  const refuse = (outcome) => {
    end();
    request.removeListener("data", add).removeListener("end", finish);
    take(turnedAway(request, outcome));
  };
  const add = (chunk) => {
    chunks.push(chunk);
    held += chunk.length;
    receiving += chunk.length;
    if (held > limit) refuse(tooLarge(limit));
    else if (receiving > RECEIVING_LIMIT) refuse(busy());
  };
  const finish = () => take(end());
  // Whoever leaves in the middle gives back what was held.
  request.on("data", add).on("end", finish).on("close", end);
}

function turnedAway(request, outcome) {
  request.resume();
  return outcome;
}

function tooLarge(limit) {
  return new Unreceived(413, `The body is larger than ${limit / MEBIBYTE} MiB, the most that is taken here.`);
}

function busy() {
  return new Unreceived(503, `Bodies of ${RECEIVING_LIMIT / MEBIBYTE} MiB are being received already. Try again in a moment.`);
}
