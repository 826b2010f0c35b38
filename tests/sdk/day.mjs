// A day of a marketplace, as docs/sandbox.md records it: `node tests/sdk/day.mjs http://127.0.0.1:8731`.

import Mangopay from "mangopay4-nodejs-sdk";

const url = process.argv[2];
const api = new Mangopay({ clientId: "shop", clientApiKey: "any", baseUrl: url });
const sandbox = (path, body) => fetch(`${url}/_echoscope/${path}`, { method: "POST", body: JSON.stringify(body) });
const external = { ExternalProcessingDate: 1767225600, ExternalProviderReference: "pi_1", ExternalProviderName: "STRIPE" };

const anna = await api.Users.create({ PersonType: "NATURAL", FirstName: "Anna", LastName: "Seller", Email: "anna@example.org" });
const wallet = await api.Wallets.create({ Owners: [anna.Id], Currency: "EUR", Description: "Anna's" });
const seller = { AuthorId: anna.Id, WalletId: wallet.Id, FeesAmount: 1000, TransferDate: 1893456000 };
const lines = [{ Seller: seller, Sku: "shoes", Quantity: 1, UnitAmount: 10000 }];
const order = { Amount: 10000, Currency: "EUR", PlatformFeesAmount: 1000, ExternalData: external, LineItems: lines };
const intent = await api.PayIns.createPayInIntentAuthorization({ ...order });
console.log("intent     ", intent.Status);
console.log("capture    ", (await api.PayIns.createPayInIntentFullCapture(intent.Id, {})).Status);
const line = intent.LineItems[0].Id;
const { Splits } = await api.PayIns.createPayInIntentSplits(intent.Id, { Splits: [{ LineItemId: line, SplitAmount: 10000 }] });
const split = Splits[0].Id;

const { SettlementId, UploadUrl } = await api.Settlements.generateUploadUrl({ FileName: "payout.csv" });
const file = `ExternalProviderReference,ExternalPaymentMethod,ExternalTransactionType,ExternalTransactionStatus,ExternalProcessingDate,Amount,Currency,ExternalInitialReference,ExternalProviderFees
pi_1,VISA,PAYMENT,SETTLED,02-01-2026,10000,EUR,,
,,,,,,,,
SettlementDate,02-01-2026,,,,,,,
ExternalProviderName,STRIPE,,,,,,,
TotalSettlementFeesAmount,0,,,,,,,
TotalNetSettlementAmount,10000,,,,,,,
SettlementCurrency,EUR,,,,,,,`;
await fetch(UploadUrl, { method: "PUT", body: file });
const settlement = async () => (await api.Settlements.get(SettlementId)).Status;
console.log("settlement ", await settlement());
await sandbox("funds", { ExternalProviderName: "STRIPE", Currency: "EUR", Amount: 10000 });
console.log("settlement ", await settlement());
await api.PayIns.executePayInIntentSplit(intent.Id, split);
console.log("split      ", (await api.PayIns.getPayInIntentSplit(intent.Id, split)).Status);
console.log("wallet     ", (await api.Wallets.get(wallet.Id)).Balance);
