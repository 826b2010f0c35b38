// Pictures of one size become one that moves: an animated PNG, which browsers and code hosts show like any picture. Its colours are
// counted out to 256, and of each picture only the part that changed is kept: a tenth of what the pictures weigh.

import { deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const COLOURS = 256;

/** `frames` are `{ picture, seconds }`, the pictures PNG files as a browser takes them. It begins again for ever. */
export function animated(frames) {
  const pictures = frames.map(({ picture }) => decoded(picture));
  const { width, height } = pictures[0];
  if (pictures.some((other) => other.width !== width || other.height !== height)) throw new Error("The pictures differ in size.");
  const palette = chosen(counted(pictures));
  const nearest = finder(palette);
  const shown = pictures.map(({ colours }) => Uint8Array.from(colours, nearest));

  const header = Buffer.concat([numbers(width, height), Buffer.from([8, 3, 0, 0, 0])]);
  const parts = [SIGNATURE, chunk("IHDR", header), chunk("acTL", numbers(frames.length, 0)), chunk("PLTE", Buffer.from(palette.flat()))];
  let order = 0;
  shown.forEach((pixels, place) => {
    const box = place === 0 ? { left: 0, top: 0, right: width, bottom: height } : changed(shown[place - 1], pixels, width);
    const stays = Buffer.alloc(6);
    stays.writeUInt16BE(Math.round(frames[place].seconds * 1000), 0);
    stays.writeUInt16BE(1000, 2);
    parts.push(chunk("fcTL", Buffer.concat([numbers(order++, box.right - box.left, box.bottom - box.top, box.left, box.top), stays])));
    const data = packed(pixels, width, box);
    parts.push(place === 0 ? chunk("IDAT", data) : chunk("fdAT", Buffer.concat([numbers(order++), data])));
  });
  return Buffer.concat([...parts, chunk("IEND", Buffer.alloc(0))]);
}

/** The colours of a picture, each as one number of 24 bits. */
function decoded(picture) {
  const chunks = chunksOf(picture);
  const header = chunks[0].data;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const bytes = { 2: 3, 6: 4 }[header[9]];
  if (header[8] !== 8 || !bytes || header[12] !== 0) throw new Error("This kind of PNG is not read here.");
  const rows = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data)));
  const stride = width * bytes;
  const colours = new Uint32Array(width * height);
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y += 1) {
    const filter = rows[y * (stride + 1)];
    const row = rows.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1));
    for (let at = 0; at < stride; at += 1) {
      const [left, up, corner] = [at < bytes ? 0 : row[at - bytes], above[at], at < bytes ? 0 : above[at - bytes]];
      row[at] += [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
    }
    for (let x = 0; x < width; x += 1) colours[y * width + x] = (row[x * bytes] << 16) | (row[x * bytes + 1] << 8) | row[x * bytes + 2];
    above = row;
  }
  return { width, height, colours };
}

/** Of its three neighbours the one that is likest to their plane. */
function paeth(left, up, corner) {
  const [fromLeft, fromUp, fromCorner] = [left, up, corner].map((value) => Math.abs(left + up - corner - value));
  if (fromLeft <= fromUp && fromLeft <= fromCorner) return left;
  return fromUp <= fromCorner ? up : corner;
}

function counted(pictures) {
  const counts = new Map();
  for (const { colours } of pictures) for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  return counts;
}

const split = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];
const apart = (one, other) => (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2;

/** One after the other the colour that is missed most: often used, and far from all that were chosen. */
function chosen(counts) {
  const left = [...counts].map(([colour, count]) => ({ colour: split(colour), weight: Math.sqrt(count), far: Infinity }));
  const palette = [];
  while (palette.length < COLOURS && palette.length < left.length) {
    const missed = (one) => one.weight * Math.min(one.far, 1e6);
    const next = left.reduce((best, one) => (missed(one) > missed(best) ? one : best));
    palette.push(next.colour);
    for (const one of left) one.far = Math.min(one.far, apart(one.colour, next.colour));
  }
  return palette;
}

/** Finds the place of the nearest colour of a palette. */
function finder(palette) {
  const known = new Map();
  return (colour) => {
    if (!known.has(colour)) {
      const wanted = split(colour);
      known.set(colour, palette.reduce((best, one, place) => (apart(one, wanted) < apart(palette[best], wanted) ? place : best), 0));
    }
    return known.get(colour);
  };
}

/** The smallest box that holds every difference; a dot where there is none. */
function changed(before, after, width) {
  const box = { left: width, top: Infinity, right: 0, bottom: 0 };
  after.forEach((pixel, at) => {
    if (pixel === before[at]) return;
    const [x, y] = [at % width, Math.floor(at / width)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x + 1);
    box.top = Math.min(box.top, y);
    box.bottom = y + 1;
  });
  return box.right > 0 ? box : { left: 0, top: 0, right: 1, bottom: 1 };
}

function packed(pixels, width, { left, top, right, bottom }) {
  const rows = [];
  for (let y = top; y < bottom; y += 1) rows.push(Buffer.from([0]), pixels.subarray(y * width + left, y * width + right));
  return deflateSync(Buffer.concat(rows), { level: 9 });
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
