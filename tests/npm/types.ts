// Compiled, never run: the types that users of the package see.

import { EchoscopeError, load, type Echo, type Finding, type IntentView, type Outcome, type Report } from "echoscope";

const echoscope = await load();
const report: Report = echoscope.checkSettlement(new Uint8Array());
const verdict: "CREATED" | "FAILED" = report.verdict;
const dialect: "2025" | "2026" = report.dialect;
const places: [number, number][] = report.findings.map((finding: Finding) => [finding.line, finding.column]);
const net: number | bigint | undefined = report.footer.totalNet;
const mark: "documented" | "inferred" | "chosen" | undefined = echoscope.machines()[0]?.edges[0]?.mark;
const code: "wrong-argument" | "freed" | "aborted" | "source-failed" | "load-failed" | "engine-failed" =
  new EchoscopeError().code;
const echo: Echo = new echoscope.Echo({ seed: 1, clientId: "acme" });
const outcome: Outcome<IntentView> = echo.createIntent({ Amount: 1000, Currency: "EUR" });
const said: string = outcome.ok ? outcome.answer.Status : outcome.refusal.code;
const copy: Echo = echoscope.Echo.from(echo.log());
copy.upload("int_stlmnt_1", "text");
console.log(said, echo.intent("int_1")?.LineItems[0]?.CapturedAmount);
console.log(verdict, dialect, places, net, mark, code);

// @ts-expect-error A number is not a file.
echoscope.checkSettlement(42);
// @ts-expect-error The report is plain data, but not any data.
console.log(report.nonsense);
// @ts-expect-error Only after a look at `ok` is there an answer.
console.log(outcome.answer);
// @ts-expect-error A capture belongs to an Intent.
echo.capture();
