// The job in plain JavaScript, for parsers that hand over rows of strings: what a careful platform would write itself.

const STATUSES = new Map([ // status: type, sign, counts in the net total
  ['SETTLED', ['PAYMENT', 1, true]],
  ['REFUNDED', ['REFUND', -1, true]],
  ['REFUND_REVERSED', ['REFUND', 1, true]],
  ['DISPUTED', ['DISPUTE', -1, true]],
  ['DEFENDED', ['DISPUTE', -1, false]],
  ['DISPUTED_WON', ['DISPUTE', 1, true]],
  ['DISPUTED_LOST', ['DISPUTE', -1, false]],
]);
const AMOUNT = /^-?[0-9]{1,15}$/;
const DATE = /^(\d\d)-(\d\d)-(\d{4})$/;

function isDay(text) {
  const parts = DATE.exec(text);
  if (parts === null) return false;
  const [day, month, year] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Declared amounts by reference. */
export function declared(text) {
  const amounts = new Map();
  let at = text.indexOf('\n') + 1;
  while (at < text.length) {
    let end = text.indexOf('\n', at);
    if (end < 0) end = text.length;
    const [reference, , , amount] = text.slice(at, end).split(',');
    amounts.set(reference, Number(amount));
    at = end + 1;
  }
  return amounts;
}

/** Takes the rows of a file one by one. */
export class Job {
  #declared;
  #columns;
  #currency;
  #inLines = true;
  #lastDay = '';
  result = { lines: 0, matched: 0, malformed: 0, unknown: 0, differs: 0, net: 0 };

  constructor(amounts) {
    this.#declared = amounts;
  }

  row(cells) {
    if (this.#columns === undefined) {
      const place = (name) => cells.indexOf(name);
      this.#columns = {
        reference: place('ExternalProviderReference'), type: place('ExternalTransactionType'),
        status: place('ExternalTransactionStatus'), date: place('ExternalProcessingDate'), amount: place('Amount'),
        currency: place('Currency'), initial: place('ExternalInitialReference'), fees: place('ExternalProviderFees'),
        width: cells.length,
      };
    } else if (this.#inLines) {
      if (cells.every((cell) => cell === '')) this.#inLines = false;
      else this.#line(cells);
    }
  }

  #line(cells) {
    const { result } = this;
    result.lines += 1;
    const amount = this.#amount(cells);
    if (amount === undefined) {
      result.malformed += 1;
      return;
    }
    const known = this.#declared.get(cells[this.#columns.reference]);
    if (known === undefined) result.unknown += 1;
    else if (known !== Math.abs(amount)) result.differs += 1;
    else {
      result.matched += 1;
      if (STATUSES.get(cells[this.#columns.status])[2]) result.net += amount;
    }
  }

  /** The amount of a line that is right in every respect. */
  #amount(cells) {
    const at = this.#columns;
    if (cells.length !== at.width || cells[at.reference] === '') return undefined;
    const kind = STATUSES.get(cells[at.status]);
    if (kind === undefined || kind[0] !== cells[at.type]) return undefined;
    if (cells[at.date] !== this.#lastDay) {
      if (!isDay(cells[at.date])) return undefined;
      this.#lastDay = cells[at.date];
    }
    if (!AMOUNT.test(cells[at.amount])) return undefined;
    const amount = Number(cells[at.amount]);
    if (amount * kind[1] <= 0) return undefined;
    const currency = cells[at.currency];
    if (currency === '') return undefined;
    this.#currency ??= currency;
    if (currency !== this.#currency) return undefined;
    if (kind[0] !== 'PAYMENT' && cells[at.initial] === '') return undefined;
    if (cells[at.fees] !== '' && !AMOUNT.test(cells[at.fees])) return undefined;
    return amount;
  }
}
