// Compiled, never run: the types that users of the package see.

import {
  EchoscopeError,
  load,
  type ActionName,
  type Echo,
  type Echoscope,
  type Finding,
  type IntentView,
  type MatchReport,
  type Outcome,
  type Refusal,
  type Report,
} from "echoscope";
import { EchoPlayground } from "echoscope/element";
import "echoscope/element/define";
import { load as loadSlim, loadSync } from "echoscope/slim";

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

const streamed: Promise<Report> = echoscope.checkSettlementStream(new Blob([]), {
  onProgress: ({ bytes, total }) => console.log(bytes, total),
  signal: AbortSignal.timeout(1000),
});
const tried: { ok: true } | { ok: false; refusal: Refusal } = echo.can("createIntent", { Amount: 1000 });
const ways: ActionName[] = echo.actions("int_1").map(({ action }) => action);
const matching: Promise<MatchReport> = echoscope.matchSettlementStream(new Blob([]), "", { onProgress: ({ bytes }) => bytes });
const matched: MatchReport = echoscope.matchSettlement("", [{ name: "list.csv", content: "" }], { provider: "STRIPE" });
const repaired: Uint8Array = echoscope.fixSettlement("").bytes;
const slim: Promise<Echoscope> = loadSlim({ module: fetch("engine.wasm") });
const again: Echo = loadSync({ module: new Uint8Array() }).Echo.from(echo.fork().log());
console.log(streamed, tried, ways, matched.files[0]?.unmatched[0]?.reason, repaired, slim, again);

EchoPlayground.engine = () => loadSlim({ module: "engine.wasm" });
const playground: EchoPlayground = document.createElement("echo-playground");
Object.assign(playground, { scenario: "shortage" });
playground.view = "money";
playground.step = 3;
playground.addEventListener("echo-step", ({ detail }) => console.log(detail.position, detail.moves[0]?.to));
playground.addEventListener("echo-refused", ({ detail: { refusal } }) => console.log(refusal?.message));
playground.addEventListener("click", ({ clientX }) => console.log(clientX));
const walked: string[] = echoscope.playScenario("").steps.flatMap(({ moves }) => moves.map(({ to }) => to));
console.log(walked, echoscope.scenarioOffers("", 1)[0]?.refusal?.code, echoscope.continueScenario("", 1, "clock +1d").mistake);

// @ts-expect-error There is no such view.
playground.view = "pool";
// @ts-expect-error Only the element can say how long a story is.
playground.steps = 3;
// @ts-expect-error Not every method is an action.
echo.can("undo");
// @ts-expect-error A module is needed.
loadSlim({});
// @ts-expect-error A number is not a file.
echoscope.checkSettlement(42);
// @ts-expect-error The report is plain data, but not any data.
console.log(report.nonsense);
// @ts-expect-error Only after a look at `ok` is there an answer.
console.log(outcome.answer);
// @ts-expect-error A capture belongs to an Intent.
echo.capture();
