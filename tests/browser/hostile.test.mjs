// What a file says is text, whatever it says.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { drop, openStage } from "./stage.mjs";

let stage;
before(async () => {
  stage = await openStage();
});
after(() => stage?.close());

const COLUMNS =
  "ExternalProviderReference,ExternalPaymentMethod,ExternalTransactionType,ExternalTransactionStatus,ExternalProcessingDate,Amount,Currency,ExternalInitialReference,ExternalProviderFees";
const FOOTER =
  ",,,,,,,,\nSettlementDate,19-06-2025,,,,,,,\nExternalProviderName,STRIPE,,,,,,,\nTotalSettlementFeesAmount,0,,,,,,,\nTotalNetSettlementAmount,100,,,,,,,\nSettlementCurrency,EUR,,,,,,,\n";

/** Strings that break careless pages: markup, scripts, formulas, text that turns around, hides, or is no text at all. */
const NAUGHTY = [
  "<script>window.harmed = 1</script>",
  "<img src=x onerror=window.harmed=1>",
  "</title></style></textarea><svg onload=window.harmed=1>",
  "javascript:window.harmed=1",
  "{{constructor.constructor('window.harmed=1')()}}",
  "${window.harmed=1}",
  "=HYPERLINK(\"http://evil.example\";\"pay\")",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "\u202Eevitagen\u202C",
  "\u2066\u2069\u200B\u200E\uFEFF",
  "مرحبا pay-1 שלום",
  "Z\u0301\u0302\u0303\u0304a\u0315l\u0358g\u0321o\u0334",
  "👩‍👩‍👧‍👦 🏳️‍🌈",
  "\u0000\u0001\u0007\u001B[31mred",
  "__proto__",
  "constructor",
  "undefined",
  "null",
  "NaN",
  "-0",
  "1e309",
  "9223372036854775808",
  "%00%0A",
  "../../etc/passwd",
  "' OR 1=1 --",
  "&lt;b&gt;&amp;",
  "﷽",
  "\u{1F600}".repeat(300),
];

const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

const checked = (tab) => tab.locator("[data-verdict]").first().waitFor();

test("naughty strings are shown as text and do nothing", async () => {
  const { tab, leave } = await stage.visit();
  const lines = NAUGHTY.map((text) => `${quoted(text)},VISA,PAYMENT,SETTLED,19-06-2025,${quoted(text)},EUR,,`);
  await drop(tab, "#drop-zone", {
    name: "<img src=x onerror=window.harmed=1>.csv",
    bytes: Buffer.from(`${COLUMNS}\n${lines.join("\n")}\n${FOOTER}`),
  });
  await checked(tab);
  await tab.locator("#grid [data-line='2']").first().waitFor();
  await tab.locator("#grid").focus();
  for (let step = 0; step < NAUGHTY.length; step += 1) await tab.keyboard.press("n");
  await tab.keyboard.press("Control+Home");
  assert.match(await tab.locator("#cell-2-0").innerText(), /<script>/);
  assert.equal(await tab.evaluate(() => window.harmed), undefined);
  assert.equal(await tab.locator("main img, main svg:not(.icon):not(.stage svg), main script").count(), 0);
  // Characters that turn text around are named, not obeyed.
  assert.equal(await tab.evaluate(() => /[\u202A-\u202E\u2066-\u2069]/.test(document.body.innerText)), false);
  await leave();
});

test("a cell of ten megabytes is cut, and what follows it is still checked", async () => {
  const { tab, leave } = await stage.visit();
  const long = `${"x".repeat(10_000_000)},VISA,PAYMENT,SETTLED,19-06-2025,100,EUR,,\n`;
  const fine = "pay-2,VISA,PAYMENT,SETTLED,19-06-2025,1.5,EUR,,\n";
  const file = Buffer.from(`${COLUMNS}\n${long}${fine}${FOOTER}`);
  await tab.locator("#file-input").setInputFiles({ name: "long.csv", mimeType: "text/csv", buffer: file });
  await checked(tab);
  await tab.locator('[data-code="record-too-long"]').first().waitFor({ state: "attached" });
  await tab.locator('[data-finding][data-line="3"]').first().waitFor({ state: "attached" });
  assert.ok((await tab.locator("#cell-2-0").innerText()).length < 200);
  await leave();
});

test("bytes of every kind never break the page", async () => {
  const { tab, leave } = await stage.visit();
  let seed = 7;
  const dice = () => (seed = (seed * 1103515245 + 12345) % 2147483648);
  const kinds = [
    Buffer.from(Array.from({ length: 200_000 }, () => dice() % 256)),
    Buffer.from(Array.from({ length: 50_000 }, () => ',"\n\r;'.charCodeAt(dice() % 5))),
    Buffer.from("\n".repeat(100_000)),
    Buffer.from(",".repeat(50_000)),
    Buffer.from([0xef, 0xbb, 0xbf]),
  ];
  for (const [kind, bytes] of kinds.entries()) {
    await tab.locator("#file-input").setInputFiles({ name: `kind-${kind}.bin`, mimeType: "text/csv", buffer: bytes });
    await tab.locator(".file-name", { hasText: `kind-${kind}` }).waitFor();
    await tab.locator("#grid").press("Control+End");
    await tab.locator("#grid").press("Control+Home");
  }
  await leave();
});
