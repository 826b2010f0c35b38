// What can be done with an object now. Every action is tried in its fullest form; the engine decides.

/** `[action, arguments]` of everything that could be asked about this object. */
export function actionsOf(echo, id) {
  const intent = echo.intent(id);
  if (intent !== undefined) return ofIntent(echo, intent);
  const settlement = echo.settlement(id);
  if (settlement === undefined) return undefined;
  const fileName = settlement.FileName ?? "settlement.csv";
  return [
    ["updateSettlement", [id, fileName]],
    ["cancelSettlement", [id]],
  ];
}

function ofIntent(echo, { Id: id, ExternalData: data, LineItems: lines, Captures, Refunds, Disputes, Splits }) {
  const ExternalData = {
    ExternalProcessingDate: echo.now,
    ExternalProviderReference: data.ExternalProviderReference,
    ExternalProviderName: data.ExternalProviderName,
  };
  const body = { ExternalData };
  const left = lines
    .map((line) => ({ LineItemId: line.Id, SplitAmount: minus(line.CapturedAmount, line.RefundedAmount, line.DisputedAmount, line.SplitAmount) }))
    .filter(({ SplitAmount }) => SplitAmount > 0);
  return [
    ["capture", [id, body]],
    ["cancel", [id, body]],
    ["refund", [id, body]],
    ...Refunds.map((refund) => ["reverseRefund", [id, refund.Id, body]]),
    ...Captures.map((capture) => ["dispute", [id, capture.Id, body]]),
    ...Disputes.flatMap((dispute) =>
      Captures.flatMap((capture) =>
        ["DEFENDED", "DISPUTED_WON", "DISPUTED_LOST"].map((decision) => ["decideDispute", [id, capture.Id, dispute.Id, decision]]),
      ),
    ),
    ["createSplits", [id, left.length > 0 ? left : lines.slice(0, 1).map((line) => ({ LineItemId: line.Id, SplitAmount: 1 }))]],
    ...Splits.flatMap((split) => [
      ["executeSplit", [id, split.Id]],
      ["reverseSplit", [id, split.Id]],
    ]),
  ];
}

/** Amounts may be numbers and bigints side by side. */
function minus(from, ...amounts) {
  const rest = amounts.reduce((sum, amount) => sum - BigInt(amount), BigInt(from));
  return rest <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(rest) : rest;
}
