// A marketplace that talks to a sandbox through Mangopay's own SDK, for tests that tell its days.

import { createRequire } from "node:module";

const Mangopay = createRequire(import.meta.url)("mangopay4-nodejs-sdk");

let running = 0;

/** The SDK, pointed at a sandbox. The SDK keeps its address and its token once per process: one sandbox at a time. */
export function shopAt(url) {
  const api = new Mangopay({
    clientId: "a-shop",
    clientApiKey: "any-key",
    baseUrl: url,
    errorHandler: () => {
      // Refusals are what many of these tests are about; they read them from the rejected promise.
    },
  });
  return new Shop(api);
}

class Shop {
  constructor(api) {
    this.api = api;
  }

  async user() {
    const { Id } = await this.api.Users.create({
      PersonType: "NATURAL",
      FirstName: "Anna",
      LastName: "Seller",
      Email: "anna@example.org",
      TermsAndConditionsAccepted: true,
      UserCategory: "OWNER",
    });
    return Id;
  }

  async seller(currency = "EUR") {
    const AuthorId = await this.user();
    const wallet = await this.api.Wallets.create({ Owners: [AuthorId], Currency: currency, Description: "A seller's" });
    return { AuthorId, WalletId: wallet.Id };
  }

  /** An Intent with one line item for each `[seller, amount, fees]`. */
  async intent(lines, { provider = "STRIPE", currency = "EUR", fees = 0, reference = nextReference("pi"), ...more } = {}) {
    const given = {
      Amount: lines.reduce((sum, [, amount]) => sum + amount, 0),
      Currency: currency,
      PlatformFeesAmount: fees,
      ExternalData: external(reference, { provider }),
      LineItems: lines.map(([seller, UnitAmount, FeesAmount = 0], place) => ({
        Seller: { ...seller, FeesAmount, TransferDate: 1893456000 },
        Sku: `thing-${place}`,
        Quantity: 1,
        UnitAmount,
      })),
      ...more,
    };
    const { data } = await this.api.PayIns.createPayInIntentAuthorization(given).then(plain);
    return { ...data, reference };
  }

  view = (id) => this.api.PayIns.getPayInIntent(id).then(plain).then(({ data }) => data);

  capture = (id, body = {}) => this.api.PayIns.createPayInIntentFullCapture(id, body).then(plain).then(({ data }) => data);

  /** A partial action: `parts` are `[line item id, amount]`. */
  part = (parts, reference = nextReference("part")) => ({
    Amount: parts.reduce((sum, [, amount]) => sum + amount, 0),
    ExternalData: external(reference),
    LineItems: parts.map(([Id, Amount]) => ({ Id, Amount })),
  });

  refund = (id, body) => this.api.PayIns.createPayInIntentRefund(id, body).then(plain).then(({ data }) => data);

  dispute = (id, capture, body) => this.api.PayIns.createPayInIntentDispute(id, capture, body).then(plain).then(({ data }) => data);

  decide = (id, capture, dispute, Decision) =>
    this.api.PayIns.updatePayInIntentDisputeOutcome(id, capture, dispute, { Decision }).then(plain).then(({ data }) => data);

  async split(intent, LineItemId, SplitAmount, more = {}) {
    const Splits = [{ LineItemId, SplitAmount, ...more }];
    const answer = await this.api.PayIns.createPayInIntentSplits(intent, { Splits });
    return plain(answer).data.Splits[0];
  }

  viewSplit = (intent, split) => this.api.PayIns.getPayInIntentSplit(intent, split).then(plain).then(({ data }) => data);

  execute = (intent, split) => this.api.PayIns.executePayInIntentSplit(intent, split).then(plain).then(({ data }) => data);

  /** Uploads a settlement file and gives its Settlement as it stands once it has been read. */
  async settle(file) {
    const made = plain(await this.api.Settlements.generateUploadUrl({ FileName: "payout.csv" })).data;
    const upload = await fetch(made.UploadUrl, { method: "PUT", headers: { "Content-Type": "text/csv" }, body: file });
    if (upload.status !== 200) throw new Error(`upload: ${upload.status} ${await upload.text()}`);
    return this.settlement(made.SettlementId);
  }

  settlement = (id) => this.api.Settlements.get(id).then(plain).then(({ data }) => data);

  validations = (id) => this.api.Settlements.getValidations(id).then(plain).then(({ data }) => data);

  balance = async (wallet) => (await this.api.Wallets.get(wallet)).Balance.Amount;
}

/** What the SDK answered, without the classes that it wraps around it; the answer itself stands under `data`. */
function plain(answer) {
  const data = JSON.parse(JSON.stringify(answer));
  return { data: data.data ?? data };
}

export function nextReference(name) {
  running += 1;
  return `${name}-${process.pid}-${running}`;
}

export function external(reference, { provider = "STRIPE", date = 1767225600 } = {}) {
  return {
    ExternalProcessingDate: date,
    ExternalProviderReference: reference,
    ExternalMerchantReference: `order-${reference}`,
    ExternalProviderName: provider,
    ExternalProviderPaymentMethod: "VISA",
  };
}

const TYPES = {
  SETTLED: "PAYMENT",
  REFUNDED: "REFUND",
  REFUND_REVERSED: "REFUND",
  DISPUTED: "DISPUTE",
  DEFENDED: "DISPUTE",
  DISPUTED_WON: "DISPUTE",
  DISPUTED_LOST: "DISPUTE",
};
const UNCOUNTED = ["DEFENDED", "DISPUTED_LOST"];
const HEADER =
  "ExternalProviderReference,ExternalPaymentMethod,ExternalTransactionType,ExternalTransactionStatus," +
  "ExternalProcessingDate,Amount,Currency,ExternalInitialReference,ExternalProviderFees";

/** A settlement file of the 2026 format. A line is `[reference, status, amount, initial reference]`. */
export function settlementFile(lines, { provider = "STRIPE", currency = "EUR", fees = 0 } = {}) {
  const rows = lines.map(
    ([reference, status, amount, initial = ""]) =>
      `${reference},VISA,${TYPES[status]},${status},02-01-2026,${amount},${currency},${initial},`,
  );
  const counted = lines.filter(([, status]) => !UNCOUNTED.includes(status));
  const net = Math.max(0, counted.reduce((sum, [, , amount]) => sum + amount, 0) + fees);
  return [
    HEADER,
    ...rows,
    ",,,,,,,,",
    "SettlementDate,02-01-2026,,,,,,,",
    `ExternalProviderName,${provider},,,,,,,`,
    `TotalSettlementFeesAmount,${fees},,,,,,,`,
    `TotalNetSettlementAmount,${net},,,,,,,`,
    `SettlementCurrency,${currency},,,,,,,`,
  ].join("\n");
}

/** The value that a promise is rejected with. */
export async function refusal(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("This was to be refused, and was not.");
}
