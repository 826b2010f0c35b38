// Compiled, never run: the types that users of the package see.

import { EchoscopeError, load, type Finding, type Report } from "echoscope";

const echoscope = await load();
const report: Report = echoscope.checkSettlement(new Uint8Array());
const verdict: "CREATED" | "FAILED" = report.verdict;
const dialect: "2025" | "2026" = report.dialect;
const places: [number, number][] = report.findings.map((finding: Finding) => [finding.line, finding.column]);
const net: number | bigint | undefined = report.footer.totalNet;
const mark: "documented" | "inferred" | "chosen" | undefined = echoscope.machines()[0]?.edges[0]?.mark;
const code: "wrong-argument" | "load-failed" | "engine-failed" = new EchoscopeError().code;
console.log(verdict, dialect, places, net, mark, code);

// @ts-expect-error A number is not a file.
echoscope.checkSettlement(42);
// @ts-expect-error The report is plain data, but not any data.
console.log(report.nonsense);
