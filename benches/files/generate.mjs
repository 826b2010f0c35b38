// Makes a settlement file, the declarations that it matches, and the counts that a right job finds:
//   node generate.mjs LINES clean|faulty|quoted FOLDER
// The same words make the same bytes, everywhere.

import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const [, , count = '10000', variant = 'faulty', folder = '.'] = process.argv;
const LINES = Number(count);
const isQuoted = variant === 'quoted';
const END = isQuoted ? '\r\n' : '\n';
const FAULTY = variant === 'clean' ? 0 : 0.01;

// xorshift128: small, and good enough to shuffle with.
const state = new Uint32Array([0x6563686f, 0x73636f70, 0x65666c61, LINES | 1]);
function bits() {
  let t = state[3];
  state[3] = state[2];
  state[2] = state[1];
  state[1] = state[0];
  t ^= t << 11;
  t ^= t >>> 8;
  state[0] = t ^ state[0] ^ (state[0] >>> 19);
  return state[0];
}
const chance = () => bits() / 2 ** 32;
const below = (sides) => Math.floor(chance() * sides);
const pick = (list) => list[below(list.length)];
for (let i = 0; i < 32; i += 1) bits();

const hex = (number, digits) => number.toString(16).padStart(8, '0').slice(0, digits);
function uuid() {
  const [a, b, c, d] = [bits(), bits(), bits(), bits()];
  return `${hex(a, 8)}-${hex(b, 4)}-4${hex((b << 16) >>> 0, 3)}-8${hex(c, 3)}-${hex((c << 16) >>> 0, 4)}${hex(d, 8)}`;
}

class Writer {
  #parts = [];
  #length = 0;
  constructor(path) { this.file = openSync(path, 'w'); }
  write(text) {
    this.#parts.push(text);
    this.#length += text.length;
    if (this.#length > 1 << 20) this.#flush();
  }
  #flush() {
    writeSync(this.file, this.#parts.join(''));
    this.#parts = [];
    this.#length = 0;
  }
  close() { this.#flush(); closeSync(this.file); }
}

const KINDS = [ // status, type, sign, counts in the net total, share of the lines
  ['SETTLED', 'PAYMENT', 1, true, 0.88],
  ['REFUNDED', 'REFUND', -1, true, 0.08],
  ['REFUND_REVERSED', 'REFUND', 1, true, 0.005],
  ['DISPUTED', 'DISPUTE', -1, true, 0.02],
  ['DEFENDED', 'DISPUTE', -1, false, 0.005],
  ['DISPUTED_WON', 'DISPUTE', 1, true, 0.005],
  ['DISPUTED_LOST', 'DISPUTE', -1, false, 0.005],
];
const METHODS = ['VISA', 'MASTERCARD', 'CB', 'PAYPAL', 'IDEAL', 'BANCONTACT', 'APPLE_PAY', 'SEPA_DIRECT_DEBIT'];
const FAULTS = ['missing', 'pair', 'date', 'amount', 'sign', 'currency', 'initial', 'fees', 'unknown', 'differs'];
const COLUMNS = ['ExternalProviderReference', 'ExternalPaymentMethod', 'ExternalTransactionType', 'ExternalTransactionStatus',
  'ExternalProcessingDate', 'Amount', 'Currency', 'ExternalInitialReference', 'ExternalProviderFees'];
// Columns are found by name: the quoted file has them in another order.
const order = isQuoted ? [5, 2, 0, 8, 3, 7, 6, 1, 4] : COLUMNS.map((_, at) => at);

mkdirSync(folder, { recursive: true });
const path = (end) => join(folder, `${variant}-${LINES}${end}`);
const file = new Writer(path('.csv'));
const row = (cells) => file.write(order.map((at) => cells[at]).join(',') + END);
row(COLUMNS);

const expected = { lines: LINES, matched: 0, malformed: 0, unknown: 0, differs: 0, net: 0 };
let [counted, fees] = [0, 0];
const declared = [];
const quoted = (text) => `"${text}"`;

for (let line = 0; line < LINES; line += 1) {
  let share = chance();
  let kind = KINDS.find((candidate) => (share -= candidate[4]) < 0) ?? KINDS[0];
  const fault = line > 0 && chance() < FAULTY ? pick(FAULTS) : '';
  if (fault === 'initial') kind = KINDS[1];
  const [status, type, sign, counts] = kind;
  const amount = 100 + Math.floor(Math.exp(chance() * 8) * 10 * chance());
  const fee = chance() < 0.05 ? 0 : -25 - Math.floor(amount * 0.014);
  const day = 1 + Math.floor((line / LINES) * 30);
  const prefix = { PAYMENT: 'auth', REFUND: 'rfnd', DISPUTE: 'disp' }[type];
  const reference = `${prefix}-stripe-${uuid()}`;
  const cells = [reference, pick(METHODS), type, status, `${String(day).padStart(2, '0')}-06-2025`, String(sign * amount),
    'EUR', type === 'PAYMENT' ? '' : `auth-stripe-${uuid()}`, fee === 0 ? '' : String(fee)];
  switch (fault) {
    case 'missing': cells[pick([0, 2, 3, 4, 5, 6])] = ''; break;
    case 'pair': cells[2] = type === 'REFUND' ? 'PAYMENT' : 'REFUND'; break;
    case 'date': cells[4] = pick(['2025-06-19', '31-06-2025', '19/06/2025', '29-02-2025', '1-06-2025', '19-06-25']); break;
    case 'amount': cells[5] = pick(['12.50', '1e3', 'abc', '+100', '--5', '"1,000"']); break;
    case 'sign': cells[5] = String(-sign * amount); break;
    case 'currency': cells[6] = pick(['USD', 'eur']); break;
    case 'initial': cells[7] = ''; break;
    case 'fees': cells[8] = pick(['1.5', 'free', '-']); break;
    default: break;
  }
  if (fault === 'unknown') expected.unknown += 1;
  else if (fault === 'differs') expected.differs += 1;
  else if (fault !== '') expected.malformed += 1;
  else {
    expected.matched += 1;
    if (counts) expected.net += sign * amount;
  }
  if (counts && !['missing', 'amount', 'sign'].includes(fault)) counted += sign * amount;
  if (fault !== 'fees') fees += fee;
  if (fault !== 'unknown') declared.push(`${reference},${type},${status},${fault === 'differs' ? amount + 1 + below(500) : amount},EUR`);
  if (isQuoted) {
    const how = chance();
    if (how < 0.1) cells[1] &&= quoted(cells[1]);
    else if (how < 0.15) cells[0] &&= quoted(cells[0]);
    else if (how < 0.17) [cells[7], cells[3]] = [cells[7] && quoted(cells[7]), cells[3] && quoted(cells[3])];
    else if (how < 0.2 && !cells[5].startsWith('"')) [cells[5], cells[4]] = [cells[5] && quoted(cells[5]), cells[4] && quoted(cells[4])];
  }
  row(cells);
}
file.write(',,,,,,,,' + END);
const footer = { SettlementDate: '01-07-2025', ExternalProviderName: 'STRIPE', TotalSettlementFeesAmount: fees,
  TotalNetSettlementAmount: Math.max(0, counted + fees), SettlementCurrency: 'EUR' };
for (const [name, value] of Object.entries(footer)) file.write(`${name},${value},,,,,,,${END}`);
file.close();

// A tenth more than the file mentions, and in no order: the worst case for the caches of a processor.
for (let more = 0; more < LINES / 10; more += 1) declared.push(`auth-stripe-${uuid()},PAYMENT,SETTLED,${100 + below(100000)},EUR`);
for (let last = declared.length - 1; last > 0; last -= 1) {
  const other = below(last + 1);
  [declared[last], declared[other]] = [declared[other], declared[last]];
}
const declarations = new Writer(path('.declared.csv'));
declarations.write('Reference,Type,Status,Amount,Currency\n');
for (const declaration of declared) declarations.write(`${declaration}\n`);
declarations.close();
writeFileSync(path('.expected.json'), JSON.stringify(expected));
