// Where the money is after a step, as flows: from the provider over the escrow wallet to sellers and platform.

import { h, icon, s } from "./dom.js";
import * as texts from "./texts.js";

const WIDTH = 824;
const BOX = { width: 176, height: 62 };
const ROW = 84;
const COLUMNS = [4, 217, 430, 644];

export class Money {
  element = h("div", { class: "money", part: "money" });

  #rows = 1;

  /** Another story: its picture is as high as it will ever be, so that nothing below it jumps. */
  open({ steps }) {
    this.#rows = Math.max(1, ...steps.map(({ money }) => Math.max(money.pools.length, money.wallets.length)));
    this.element.style.setProperty("--picture", heightOf(this.#rows) / WIDTH);
  }

  /** `money` is undefined before the first step; `payments` are those of the last step. */
  show(money, payments) {
    const { pools, wallets, held, broken } = money ?? { pools: [], wallets: [], held: [] };
    if (pools.length === 0 && held.length === 0) {
      this.element.replaceChildren(h("p", { class: "soft nothing" }, texts.MONEY_NONE));
      return;
    }
    this.element.replaceChildren(picture(pools, wallets, payments, this.#rows), conserved(held, broken));
  }
}

function conserved(held, broken) {
  if (broken !== undefined) return h("p", { class: "conserved broken" }, icon("bad"), broken);
  if (held.length === 0) return "";
  return h("p", { class: "conserved" }, icon("good"), texts.conserved(held.map(({ text }) => text)));
}

const heightOf = (rows) => ROW * rows + 8;

function picture(pools, wallets, payments, rows) {
  const height = heightOf(rows);
  // Few rows stand in the middle of many.
  const place = (count, row) => (height - ROW * count) / 2 + (ROW - BOX.height) / 2 + ROW * row;
  const paid = (from, to) => payments.some((payment) => payment.from === from && payment.to === to);
  const lines = [];
  const boxes = [];
  pools.forEach((pool, row) => {
    const y = place(pools.length, row);
    const came = paid(undefined, pool.escrowWallet);
    lines.push(...line(COLUMNS[0], y, COLUMNS[1], y, came), ...line(COLUMNS[1], y, COLUMNS[2], y, came));
    wallets.forEach((wallet, at) => {
      if (wallet.currency !== pool.currency) return;
      lines.push(...line(COLUMNS[2], y, COLUMNS[3], place(wallets.length, at), paid(pool.escrowWallet, wallet.id)));
    });
    boxes.push(...ofPool(pool, y));
  });
  wallets.forEach(({ id, balance, ofPlatform }, row) => {
    const [kind, more] = ofPlatform ? ["fees", texts.MONEY_FEES] : ["seller", texts.MONEY_SELLER];
    boxes.push(account(COLUMNS[3], place(wallets.length, row), kind, id, balance.text, more));
  });
  const svg = s("svg", { viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, height }, lines, boxes);
  return h("div", { class: "money-picture", tabindex: "0", role: "group", "aria-label": texts.MONEY }, svg);
}

function line(x, y, toX, toY, lit) {
  const [from, start, end] = [x + BOX.width, y + BOX.height / 2, toY + BOX.height / 2];
  const bend = (toX - from) / 2;
  const path = `M${from} ${start}C${from + bend} ${start} ${toX - bend} ${end} ${toX} ${end}`;
  const flow = s("path", { class: `flow${lit ? " lit" : ""}`, d: path });
  return lit ? [flow, s("circle", { class: "coin", r: 6, style: { "offset-path": `path("${path}")` } })] : [flow];
}

function ofPool({ provider, withProvider, announced, missing, unallocated, credit, escrow }, y) {
  const short = missing.minor > 0;
  const below = isNothing(credit) ? `${unallocated.text} ${texts.MONEY_FREE}` : `${credit.text} ${texts.MONEY_CREDIT}`;
  // For a width on the screen only: the amounts themselves are never made inexact.
  const share = short ? BOX.width * Math.min(1, Math.max(0, 1 - Number(missing.minor) / Number(announced.minor))) : 0;
  const gap = [
    s("rect", { class: "covered", width: share, height: BOX.height, rx: 8 }),
    s("rect", { class: "shortage", x: share, width: BOX.width - share, height: BOX.height, rx: 8 }),
  ];
  return [
    account(COLUMNS[0], y, "provider", provider, withProvider.text, texts.MONEY_OWED),
    account(COLUMNS[1], y, `announced${short ? " short" : ""}`, texts.MONEY_ANNOUNCED, announced.text, short && `${missing.text} ${texts.MONEY_MISSING}`, short ? gap : []),
    account(COLUMNS[2], y, "escrow", texts.MONEY_ESCROW, escrow.text, below),
  ];
}

const isNothing = ({ minor }) => Number(minor) === 0;

function account(x, y, kind, name, sum, more, under = []) {
  return s(
    "g",
    { class: `account ${kind}`, transform: `translate(${x} ${y})`, "data-account": name },
    s("rect", { width: BOX.width, height: BOX.height, rx: 8 }),
    under,
    s("text", { class: "account-name", x: 12, y: 18 }, name),
    s("text", { class: "account-sum", x: 12, y: 38 }, sum),
    more && s("text", { class: `account-more${under.length > 0 ? " gap-words" : ""}`, x: 12, y: 54 }, more),
  );
}
