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
  for (const name of ["check", "rules"]) assert.match(echoscope([name, "--help"]).stdout, /Examples:/);
  const typo = echoscope(["chekc", good]);
  assert.equal(typo.status, 2);
  assert.match(typo.stderr, /Did you mean `check`\?/);
  assert.match(echoscope(["check", good, "--fromat", "json"]).stderr, /Did you mean `--format`\?/);
  assert.match(echoscope(["check", good, "--format", "jsn"]).stderr, /Did you mean `json`\?/);
});
