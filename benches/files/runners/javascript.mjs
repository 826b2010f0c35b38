// The same job in JavaScript written by hand over bytes: no library, no string but the reference that is looked up.

import { readFileSync } from 'node:fs';
import { declared } from '../rules.mjs';

const [COMMA, LINE_FEED, RETURN, QUOTE, MINUS, ZERO] = [0x2c, 0x0a, 0x0d, 0x22, 0x2d, 0x30];
const WORDS = [
  ['SETTLED', 'PAYMENT', 1, true], ['REFUNDED', 'REFUND', -1, true], ['REFUND_REVERSED', 'REFUND', 1, true],
  ['DISPUTED', 'DISPUTE', -1, true], ['DEFENDED', 'DISPUTE', -1, false], ['DISPUTED_WON', 'DISPUTE', 1, true],
  ['DISPUTED_LOST', 'DISPUTE', -1, false],
].map(([status, type, sign, counts]) => ({ status: Buffer.from(status), type: Buffer.from(type), sign, counts }));
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const NAMES = ['ExternalProviderReference', 'ExternalTransactionType', 'ExternalTransactionStatus', 'ExternalProcessingDate',
  'Amount', 'Currency', 'ExternalInitialReference', 'ExternalProviderFees'];

export const load = (file) => declared(readFileSync(`${file}.declared.csv`, 'latin1'));

export function job(file, amounts) {
  const bytes = readFileSync(`${file}.csv`);
  const result = { lines: 0, matched: 0, malformed: 0, unknown: 0, differs: 0, net: 0 };
  const [starts, ends] = [new Uint32Array(64), new Uint32Array(64)];
  let at = 0;

  // Cuts one record into `starts` and `ends`, without quotes, and returns how many cells it has.
  const cut = () => {
    let count = 0;
    for (;;) {
      if (bytes[at] === QUOTE) {
        starts[count] = at += 1;
        while (bytes[at] !== QUOTE || bytes[at + 1] === QUOTE) at += bytes[at] === QUOTE ? 2 : 1;
        ends[count] = at;
        at += 1;
      } else {
        starts[count] = at;
        while (bytes[at] !== COMMA && bytes[at] !== LINE_FEED && bytes[at] !== RETURN) at += 1;
        ends[count] = at;
      }
      count += 1;
      if (bytes[at] === COMMA) at += 1;
      else {
        at += bytes[at] === RETURN ? 2 : 1;
        return count;
      }
    }
  };
  const integer = (cell) => {
    let from = starts[cell];
    const isNegative = bytes[from] === MINUS;
    if (isNegative) from += 1;
    const length = ends[cell] - from;
    if (length < 1 || length > 15) return NaN;
    let value = 0;
    for (; from < ends[cell]; from += 1) {
      const digit = bytes[from] - ZERO;
      if (digit < 0 || digit > 9) return NaN;
      value = value * 10 + digit;
    }
    return isNegative ? -value : value;
  };
  const says = (cell, word) => {
    if (ends[cell] - starts[cell] !== word.length) return false;
    for (let place = 0; place < word.length; place += 1) {
      if (bytes[starts[cell] + place] !== word[place]) return false;
    }
    return true;
  };
  const isDay = (cell) => {
    const from = starts[cell];
    if (ends[cell] - from !== 10 || bytes[from + 2] !== MINUS || bytes[from + 5] !== MINUS) return false;
    const pair = (place) => {
      const [tens, ones] = [bytes[from + place] - ZERO, bytes[from + place + 1] - ZERO];
      return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    };
    const [day, month, century, years] = [pair(0), pair(3), pair(6), pair(8)];
    if (day < 1 || month < 1 || month > 12 || century < 0 || years < 0) return false;
    const year = century * 100 + years;
    const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    return day <= DAYS[month - 1] + (isLeap && month === 2 ? 1 : 0);
  };

  const width = cut();
  const header = Array.from({ length: width }, (_, cell) => bytes.latin1Slice(starts[cell], ends[cell]));
  const [reference, type, status, date, amount, currency, initial, fees] = NAMES.map((name) => header.indexOf(name));
  let own;
  while (at < bytes.length) {
    const count = cut();
    let isBlank = true;
    for (let cell = 0; cell < count; cell += 1) isBlank &&= starts[cell] === ends[cell];
    if (isBlank) break;
    result.lines += 1;
    const kind = WORDS.find((word) => says(status, word.status));
    const value = integer(amount);
    own ??= Buffer.from(bytes.subarray(starts[currency], ends[currency]));
    const isRight = count === width && starts[reference] < ends[reference] && kind !== undefined && says(type, kind.type)
      && isDay(date) && value * kind.sign > 0 && says(currency, own) && (kind === WORDS[0] || starts[initial] < ends[initial])
      && (starts[fees] === ends[fees] || !Number.isNaN(integer(fees)));
    if (!isRight) {
      result.malformed += 1;
      continue;
    }
    const known = amounts.get(bytes.latin1Slice(starts[reference], ends[reference]));
    if (known === undefined) result.unknown += 1;
    else if (known !== Math.abs(value)) result.differs += 1;
    else {
      result.matched += 1;
      if (kind.counts) result.net += value;
    }
  }
  return result;
}
