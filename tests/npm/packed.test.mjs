// The package as it would be published: packed, installed into an empty project without a network, and run.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tarball = process.env.ECHOSCOPE_TARBALL;
const good = join(root, "tests/corpus/official/self_consistent_f2_sample.csv");
const bad = join(root, "tests/corpus/official/sdk/python-3.60.0-settlement_sample_bad_line.csv");
let project;

before(async () => {
  assert.ok(tarball, "Run this with `cargo xtask test npm`, which packs the package first.");
  project = await mkdtemp(join(tmpdir(), "echoscope-"));
  await writeFile(join(project, "package.json"), '{ "private": true }');
  execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts", tarball], {
    cwd: project,
    stdio: "pipe",
  });
});

after(() => project && rm(project, { recursive: true, force: true }));

async function node(name, source) {
  await writeFile(join(project, name), source);
  return execFileSync(process.execPath, [name], { cwd: project, encoding: "utf8", stdio: "pipe" }).trim();
}

function echoscope(words, input) {
  const bin = join(project, "node_modules/.bin/echoscope");
  const { status, stdout, stderr } = spawnSync(bin, words, { cwd: project, encoding: "utf8", input });
  return { status, stdout, stderr };
}

test("it is of the version of the workspace", async () => {
  const { version } = JSON.parse(await readFile(join(project, "node_modules/echoscope/package.json"), "utf8"));
  assert.ok(tarball.endsWith(`echoscope-${version}.tgz`));
});

const USE = "const echo = new Echo(); echo.registerUser(); console.log(echo.length, echo.fingerprint());";

test("ESM and CommonJS load it and come to the same world", async () => {
  const esm = await node("a.mjs", `import { load } from "echoscope"; const { Echo } = await load(); ${USE}`);
  const cjs = await node("b.cjs", `require("echoscope").load().then(({ Echo }) => { ${USE} });`);
  assert.match(esm, /^1 [0-9a-f]{32}$/);
  assert.equal(cjs, esm);
});

test("strict TypeScript accepts it", async () => {
  await writeFile(join(project, "a.mts"), await readFile(join(root, "tests/npm/types.ts"), "utf8"));
  const { compilerOptions } = JSON.parse(await readFile(join(root, "tests/npm/tsconfig.json"), "utf8"));
  const config = { compilerOptions: { ...compilerOptions, types: [] }, include: ["a.mts"] };
  await writeFile(join(project, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(root, "node_modules/.bin/tsc");
  const { status, stdout } = spawnSync(tsc, ["--project", project], { cwd: project, encoding: "utf8" });
  assert.equal(status, 0, stdout);
});

test("check: 0 for a good file, 1 for findings, 2 for no file", () => {
  const clean = echoscope(["check", good]);
  assert.equal(clean.status, 0, clean.stderr);
  assert.match(clean.stdout, /CREATED/);
  assert.equal(echoscope(["check", bad]).status, 1);
  const none = echoscope(["check", "nowhere.csv"]);
  assert.equal(none.status, 2);
  assert.match(none.stderr, /nowhere\.csv cannot be read: there is no such file/);
  assert.equal(echoscope(["check"]).status, 2);
});

test("check shows the line, a caret under the cell, the message and the remedy", async () => {
  const { stdout } = echoscope(["check", bad]);
  const rows = stdout.split("\n");
  const head = rows.findIndex((row) => row.includes("2:42: error:") && row.includes("[date-malformed]"));
  assert.ok(head >= 0, stdout);
  const line = (await readFile(bad, "utf8")).replace(/^\uFEFF/, "").split(/\r?\n/)[1];
  assert.equal(rows[head + 1].trim().slice(0, 30), line.slice(0, 30));
  assert.equal(rows[head + 2].indexOf("^"), 2 + 41);
});

test("check --format json prints one object, and several as a list; - is the standard input", async () => {
  const report = JSON.parse(echoscope(["check", "-", "--format", "json"], await readFile(bad)).stdout);
  assert.equal(report.verdict, "CREATED");
  assert.equal(report.dialect, "2026");
  assert.equal(typeof report.lines, "number");
  assert.ok(report.totals);
  for (const key of ["code", "severity", "line", "column", "field", "value", "message", "fix"]) {
    assert.ok(key in report.findings[0], key);
  }
  assert.equal(JSON.parse(echoscope(["check", good, bad, "--format=json"]).stdout).length, 2);
  assert.match(echoscope(["check", bad, "--format", "markdown"]).stdout, /^#/);
  assert.equal(JSON.parse(echoscope(["check", good, "--format=json", "--dialect", "2025"]).stdout).dialect, "2025");
});

test("check --reading reads the file as Echo would be read", () => {
  const strange = echoscope(["check", good, "--reading", "fee_sign=upside_down"]);
  assert.equal(strange.status, 2);
  assert.match(strange.stderr, /^echoscope: --reading takes none named `upside_down`\. There is signed, legacy\.$/m);
  const settings = ["--reading", "dialect=2025", "--format", "json"];
  assert.equal(JSON.parse(echoscope(["check", good, ...settings]).stdout).dialect, "2025");
  const subtracted = JSON.parse(echoscope(["check", good, "--reading", "fee_sign=legacy", "--format", "json"]).stdout);
  assert.equal(subtracted.totals.convention, "subtracted");
});

test("what a file contains cannot steer the terminal", () => {
  const { stdout } = echoscope(["check", "-"], "\u001B[31mRed,\u202Eevil\n\u0007,1\n");
  assert.doesNotMatch(stdout, /[\u0000-\u0009\u000B-\u001F\u202E]/);
});

test("rules lists, explains, and knows what was meant", () => {
  const { stdout } = echoscope(["rules"]);
  assert.match(stdout, /^amount-malformed +error/m);
  assert.match(echoscope(["rules", "amount-malformed"]).stdout, /^amount-malformed \(error\)/);
  const listed = JSON.parse(echoscope(["rules", "--format", "json"]).stdout);
  assert.equal(listed.length, stdout.trim().split("\n").length);
  const typo = echoscope(["rules", "amount-malformd"]);
  assert.equal(typo.status, 2);
  assert.match(typo.stderr, /Did you mean `amount-malformed`\?/);
});

test("help is there, and a typo is met with the nearest word", () => {
  assert.match(echoscope([]).stdout, /Usage: echoscope/);
  const names = ["check", "match", "write", "convert", "run", "diagram", "rules"];
  for (const name of names) assert.match(echoscope([name, "--help"]).stdout, /Examples:/);
  const typo = echoscope(["chekc", good]);
  assert.equal(typo.status, 2);
  assert.match(typo.stderr, /Did you mean `check`\?/);
  assert.match(echoscope(["check", good, "--fromat", "json"]).stderr, /Did you mean `--format`\?/);
  assert.match(echoscope(["check", good, "--format", "jsn"]).stderr, /Did you mean `json`\?/);
});

test("check --fix safe shows what it would change, writes the corrected file, and says what is left", async () => {
  const out = join(project, "corrected.csv");
  const shown = echoscope(["check", bad, "--fix", "safe"]);
  assert.match(shown.stdout, /^-.*\n(?:[-+].*\n)*\+/m);
  const fixed = echoscope(["check", bad, "--fix", "safe", "--out", out]);
  assert.equal(fixed.status, 1, fixed.stderr);
  assert.match(fixed.stderr, /1 fault fixed\. 2 errors are left/);
  assert.notDeepEqual(await readFile(out), await readFile(bad));
  assert.match(echoscope(["check", out, "--fix", "safe"]).stderr, /^0 faults fixed/);
  assert.equal(echoscope(["check", bad, "--out", out]).status, 2);
  assert.match(echoscope(["check", good, "--fix", "safe", "--out", "-"]).stdout, /^ExternalProviderReference,/);
});

test("check speaks SARIF and the language of GitHub's workflows", () => {
  const sarif = JSON.parse(echoscope(["check", good, bad, "--format", "sarif"]).stdout);
  assert.equal(sarif.version, "2.1.0");
  assert.equal(sarif.runs.length, 2);
  assert.match(echoscope(["check", bad, "--format", "github"]).stdout, /^::error file=.*,line=2,col=42,title=date-malformed::/m);
});

const DRAFT = {
  provider: "STRIPE",
  currency: "EUR",
  settlementDate: "2026-01-31",
  lines: [{ providerReference: "order_1", status: "SETTLED", date: "2026-01-30", amount: 1000 }],
};

test("write makes a file that check finds clean and match matches", async () => {
  const file = join(project, "written.csv");
  assert.equal(echoscope(["write", "-", "--out", file], JSON.stringify(DRAFT)).status, 0);
  assert.equal(echoscope(["check", file]).status, 0);
  const list = join(project, "list.csv");
  await writeFile(list, "Reference,Type,Amount,Currency\norder_1,CAPTURE,1000,EUR\n");
  const full = echoscope(["match", file, "--intents", list, "--provider", "STRIPE"]);
  assert.equal(full.status, 0, full.stdout + full.stderr);
  assert.match(full.stdout, /PENDING_FUNDS_RECEPTION/);

  await writeFile(list, "Reference,Type,Amount,Currency\nORDER-1,CAPTURE,1000,EUR\n");
  for (const command of ["match", "check"]) {
    const json = echoscope([command, file, "--intents", list, "--format", "json"]);
    assert.equal(json.status, 1, json.stderr);
    const report = JSON.parse(json.stdout);
    assert.equal(report.verdict, "CREATED");
    assert.equal(report.status, "UNMATCHED");
    assert.equal(report.matched, 0);
    assert.equal(report.unmatched[0].reason, "unknown-reference");
    assert.equal(report.unmatched[0].candidates[0].reference, "ORDER-1");
    assert.ok(Array.isArray(report.findings));
  }
  assert.match(echoscope(["match", file, "--intents", list, "--format", "markdown"]).stdout, /^# Match of .*written\.csv/);
  assert.match(echoscope(["match", file, "--intents", list, "--format", "csv"]).stdout, /^File,Line,Reason,/);
  assert.equal(echoscope(["match", file]).status, 2);
  assert.equal(echoscope(["match", file, "--intents", "nowhere.csv"]).status, 2);
  const wrong = echoscope(["write", "-"], JSON.stringify({ ...DRAFT, provider: "NOBODY" }));
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /NOBODY/);
  assert.match(echoscope(["write", "-"], "{").stderr, /is not JSON/);
});

test("run plays the scenarios of the package and those of a file", async () => {
  const { stdout } = echoscope(["run"]);
  const [first] = stdout.split(" ");
  const played = echoscope(["run", first, "--verbose"]);
  assert.equal(played.status, 0, played.stderr);
  assert.match(played.stdout, /as expected\. State [0-9a-f]{32}\./);
  const own = join(project, "own.md");
  await writeFile(own, "# Own\n\nShows.\n\n```echo\nuser anna\nuser anna\n```\n");
  const failed = echoscope(["run", own]);
  assert.notEqual(failed.status, 0);
  assert.match(echoscope(["run", `${first}x`]).stderr, new RegExp(`Did you mean \`${first}\``));
});

test("diagram draws a lifecycle", () => {
  assert.match(echoscope(["diagram", "settlement"]).stdout, /stateDiagram-v2/);
  assert.match(echoscope(["diagram", "Intent", "--format", "svg"]).stdout, /^<svg /);
  assert.ok(JSON.parse(echoscope(["diagram", "split", "--format", "json"]).stdout).edges.length > 0);
  assert.match(echoscope(["diagram", "intnt"]).stderr, /Did you mean `intent`/);
});

test("scenarios and schemas can be imported", async () => {
  const source = `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);
    console.log(require("echoscope/schema/report.json").title !== undefined, require.resolve("echoscope/scenarios/01-overview.md").length > 0, require.resolve("echoscope/engine.wasm").length > 0);`;
  assert.equal(await node("c.mjs", source), "true true true");
});
