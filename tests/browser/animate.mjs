// Pictures of one size become one that moves: an animated PNG, which browsers and code hosts show like any picture.

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

/** `frames` are `{ picture, seconds }`, the pictures PNG files as a browser takes them. It begins again for ever. */
export function animated(frames) {
  const all = frames.map(({ picture }) => chunksOf(picture));
  const [header] = all[0];
  if (all.some(([other]) => !other.data.equals(header.data))) throw new Error("The pictures differ in size or kind.");
  const parts = [SIGNATURE, chunk("IHDR", header.data), chunk("acTL", numbers(frames.length, 0))];
  let order = 0;
  all.forEach((chunks, place) => {
    const size = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
    const stays = Buffer.alloc(6);
    stays.writeUInt16BE(Math.round(frames[place].seconds * 1000), 0);
    stays.writeUInt16BE(1000, 2);
    parts.push(chunk("fcTL", Buffer.concat([numbers(order++, ...size, 0, 0), stays])));
    for (const { type, data } of chunks) {
      if (type !== "IDAT") continue;
      parts.push(place === 0 ? chunk("IDAT", data) : chunk("fdAT", Buffer.concat([numbers(order++), data])));
    }
  });
  return Buffer.concat([...parts, chunk("IEND", Buffer.alloc(0))]);
}

function chunksOf(picture) {
  const chunks = [];
  for (let at = SIGNATURE.length; at < picture.length; ) {
    const length = picture.readUInt32BE(at);
    chunks.push({ type: picture.toString("latin1", at + 4, at + 8), data: picture.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

function chunk(type, data) {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  return Buffer.concat([numbers(data.length), named, numbers(checksum(named))]);
}

function numbers(...values) {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, place) => bytes.writeUInt32BE(value >>> 0, 4 * place));
  return bytes;
}

/** CRC-32, as PNG wants it. */
function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
