// Settlement files of any length.

import { open } from "node:fs/promises";

const AT_ONCE = 50_000;

/** Writes a file of so many lines, of which one has an amount with decimals, and returns its path. */
export async function writeSettlement(path, lines, faulty) {
  const out = await open(path, "w");
  await out.write(
    "ExternalProviderReference,ExternalPaymentMethod,ExternalTransactionType,ExternalTransactionStatus,ExternalProcessingDate,Amount,Currency,ExternalInitialReference,ExternalProviderFees\n",
  );
  for (let first = 0; first < lines; first += AT_ONCE) {
    const part = Array.from({ length: Math.min(AT_ONCE, lines - first) }, (_, at) => {
      const number = first + at;
      const amount = number === faulty ? "12.50" : "1250";
      return `pay-${String(number).padStart(12, "0")},VISA,PAYMENT,SETTLED,19-06-2025,${amount},EUR,,-10\n`;
    });
    await out.write(part.join(""));
  }
  await out.write(
    `,,,,,,,,\nSettlementDate,19-06-2025,,,,,,,\nExternalProviderName,STRIPE,,,,,,,\nTotalSettlementFeesAmount,${-10 * lines},,,,,,,\nTotalNetSettlementAmount,${1240 * lines},,,,,,,\nSettlementCurrency,EUR,,,,,,,\n`,
  );
  await out.close();
  return path;
}
