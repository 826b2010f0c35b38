// The command line as people use it: several files of which one is missing, pipes, wrong files, wrong words.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cli = join(root, "web/npm/cli.mjs");
const good = join(root, "tests/corpus/official/self_consistent_f2_sample.csv");
const bad = join(root, "tests/corpus/official/sdk/python-3.60.0-settlement_sample_bad_line.csv");
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "echoscope-"));
});

after(() => rm(folder, { recursive: true, force: true }));

function run(command, words, input, env) {
  const { NO_COLOR, FORCE_COLOR, ...others } = process.env;
  const options = { cwd: folder, encoding: "utf8", input, env: { ...others, ...env } };
  const { status, stdout, stderr } = spawnSync(command, words, options);
  return { status, stdout, stderr };
}

const echoscope = (words, input, env) => run(process.execPath, [cli, ...words], input, env);

async function file(name, content) {
  await writeFile(join(folder, name), content);
  return name;
}

test("a pipe is read like the standard input", { skip: process.platform === "win32" }, () => {
  const script = `"$0" "$1" check <(cat "$2")`;
  const { status, stdout, stderr } = run("bash", ["-c", script, process.execPath, cli, bad]);
  assert.equal(status, 1, stderr);
  assert.equal(stderr, "");
  // The line of the finding has passed by when it is shown.
  assert.match(stdout, /\n {2}6TU984332A894613W,PAYPAL/);
});

test("the findings of several files are one table, in which each row names its file", async () => {
  const { stdout } = echoscope(["check", good, bad, bad, "--format", "csv"]);
  const rows = stdout.trimEnd().split("\n");
  assert.match(rows[0], /^File,Line,Column,/);
  assert.equal(rows.length, 7);
  for (const row of rows.slice(1)) assert.ok(row.startsWith(`${bad},`), row);
  assert.match(echoscope(["check", good, "--format", "csv"]).stdout, /^File,Line,[^\n]*\n$/);
});

test("a file that cannot be read does not silence the others", () => {
  const { status, stdout, stderr } = echoscope(["check", good, "missing.csv", bad]);
  assert.equal(status, 2);
  assert.match(stdout, /self_consistent_f2_sample\.csv: CREATED[^]*python[^\n]*CREATED/);
  assert.equal(stderr, "echoscope: missing.csv cannot be read: there is no such file.\n");
  const json = echoscope(["check", "missing.csv", good, "--format", "json"]);
  assert.equal(json.status, 2);
  // Two files were asked for: it is a list, whether one can be read or both.
  assert.equal(JSON.parse(json.stdout).length, 1);
  const sarif = echoscope(["check", "missing.csv", bad, folder, "--format", "sarif"]);
  assert.equal(sarif.status, 2);
  assert.equal(JSON.parse(sarif.stdout).runs.length, 1);
  assert.equal(sarif.stderr.trim().split("\n").length, 2);
  const none = echoscope(["check", "missing.csv", "--format", "json"]);
  assert.deepEqual([none.status, none.stdout], [2, ""]);
  const played = echoscope(["run", "17-shortage", "nope"]);
  assert.equal(played.status, 2);
  assert.match(played.stdout, /as expected\. State/);
  assert.match(played.stderr, /^echoscope: nope is neither/);
});

test("without declarations there is no verdict, and the fault comes with its remedy", async () => {
  const cases = [
    ["broken.json", "{", /broken\.json:\d+:\d+: This is not valid JSON/],
    ["half.json", '[{"Reference": "pay-1"}, ', /half\.json:1:26: The list is not closed/],
    ["empty.csv", "", /empty\.csv:1:1: The file holds no declaration\. \[declarations-empty\] Export it again\./],
    ["header.csv", "a,b\n1,2\n", /names no column of references[^\n]* Name the columns ExternalProviderReference and Amount\./],
    ["image.csv", "\x89PNG\r\n\x1A\n\0\0", /image\.csv is a PNG image\./],
  ];
  for (const [name, content, message] of cases) {
    await file(name, Buffer.from(content, "latin1"));
    for (const command of ["match", "check"]) {
      const { status, stdout, stderr } = echoscope([command, good, "--intents", name]);
      assert.deepEqual([status, stdout], [2, ""], `${name}: ${stdout}`);
      assert.match(stderr, message);
    }
  }
});

test("a fault in one declaration leaves the others, and the verdict", async () => {
  await file("list.csv", "Reference,Type,Amount,Currency\npay-1,CAPTURE,100000,EUR\nx,CAPTURE,z,EUR\n");
  const { status, stdout } = echoscope(["match", good, "--intents", "list.csv", "--provider", "stripe", "--currency", "eur"]);
  assert.equal(status, 1);
  assert.match(stdout, /PARTIALLY_MATCHED\. 1 of 3 lines match/);
});

test("the standard input is one file, and has one name", async () => {
  for (const words of [["match", "-", "--intents", "-"], ["check", "-", "-"], ["run", "-", "-"]]) {
    const { status, stdout, stderr } = echoscope(words, "");
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, /The standard input \(-\) can be read only once\./);
  }
  const input = await readFile(bad);
  assert.match(echoscope(["check", "-"], input).stdout, /^<stdin>:2:42: error/);
  assert.match(echoscope(["check", "-", "--format", "github"], input).stdout, /^::error file=<stdin>,line=2/);
  await file("one.csv", "Reference,Type,Amount,Currency\npay-1,CAPTURE,100000,EUR\n");
  assert.match(echoscope(["match", "-", "--intents", "one.csv"], await readFile(good)).stdout, /^<stdin>: PARTIALLY_MATCHED/m);
  assert.match(echoscope(["convert", "-"], "a,b\n1,2\n").stderr, /^<stdin>/);
  assert.match(echoscope(["write", "-"], "{").stderr, /^echoscope: <stdin> is not JSON/);
});

const zip = (member) => Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(26), Buffer.from(member)]);

test("a file of another kind is named in one line, with what to do", async () => {
  const cases = [
    [Buffer.from("\x89PNG\r\n\x1A\n\0", "latin1"), /is a PNG image\. Pass the file of the table, as CSV\./],
    [Buffer.from("\xFF\xD8\xFF\xE0", "latin1"), /is a JPEG image\./],
    [Buffer.from("GIF89a"), /is a GIF image\./],
    [Buffer.from("%PDF-1.7\n"), /is a PDF document\./],
    [zip("[Content_Types].xml"), /is an Excel workbook \(ZIP\)\. In Excel: Save As, CSV UTF-8\./],
    [zip("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), /is an OpenDocument file \(ZIP\)\. In LibreOffice: /],
    [zip("june.csv"), /is a ZIP archive\. Unpack it first\./],
    [Buffer.from("\xD0\xCF\x11\xE0\xA1\xB1", "latin1"), /is an old Excel workbook \(\.xls\)\. In Excel: /],
    [gzipSync("a,b\n"), /is compressed \(gzip\)\. Unpack it first: /],
    [Buffer.from('{"a": 1, "b": 2}'), /is JSON\. A settlement file is CSV/],
    [Buffer.from("[\n1]"), /is JSON\./],
    [Buffer.from("<!DOCTYPE html>\n"), /is HTML or XML\. /],
  ];
  for (const [content, message] of cases) {
    await file("other.csv", content);
    const { status, stdout, stderr } = echoscope(["check", "other.csv"]);
    assert.deepEqual([status, stdout], [2, ""], String(content));
    assert.match(stderr, message);
    assert.equal(stderr.trim().split("\n").length, 1);
  }
  for (const words of [["match", "--intents", good], ["convert"], ["check", "--fix", "safe"]]) {
    const { status, stdout, stderr } = echoscope([...words, "other.csv"]);
    assert.deepEqual([status, stdout], [2, ""], String(words));
    assert.match(stderr, /^echoscope: other\.csv is HTML or XML\. /);
  }
  assert.match(echoscope(["check", "-"], zip("xl/workbook.xml")).stderr, /^echoscope: <stdin> is an Excel workbook/);
});

test("a table that begins with a bracket is still a table", async () => {
  for (const header of ["[Reference],[Amount]", "{Reference},Amount", "<Reference>,<Amount>"]) {
    assert.equal(echoscope(["check", "-"], `${header}\n1,2\n`).status, 1, header);
  }
});

test("--fix tells what is left, and does not take a form it cannot give", async () => {
  const { stderr } = echoscope(["check", bad, "--fix", "safe", "--out", "corrected.csv"]);
  assert.match(stderr, /^1 fault fixed\. 2 errors are left: /);
  assert.match(stderr, /^corrected\.csv:2:42: error: [^\n]*\[date-malformed\]\n {2}6TU/m);
  for (const format of ["json", "sarif"]) {
    const refused = echoscope(["check", bad, "--fix", "safe", "--format", format]);
    assert.deepEqual([refused.status, refused.stdout], [2, ""]);
    assert.match(refused.stderr, new RegExp(`--format does not go with it\\. [^\\n]*--format ${format}`));
  }
});

test("the version, the help of a command, and what was meant", async () => {
  const { version } = JSON.parse(await readFile(join(root, "web/npm/package.json"), "utf8"));
  for (const word of ["--version", "-V", "version"]) assert.equal(echoscope([word]).stdout, `echoscope ${version}\n`);
  assert.equal(echoscope(["help", "check"]).stdout, echoscope(["check", "--help"]).stdout);
  assert.match(echoscope(["help", "chekc"]).stderr, /Did you mean `check`\?/);
  assert.match(echoscope(["--hepl"]).stderr, /There is no option `--hepl`\. Did you mean `--help`\?/);
  assert.match(echoscope(["check", "--hepl"]).stderr, /Did you mean `--help`\?/);
  assert.match(echoscope(["check", "-x", good]).stderr, /There is no option `-x`/);
});

test("a scenario is found by its word or its number, and listed with its title", () => {
  assert.match(echoscope(["run"]).stdout, /^17-shortage +Too little money arrives, then the rest$/m);
  const whole = echoscope(["run", "17-shortage"]).stdout;
  assert.equal(echoscope(["run", "shortage"]).stdout, whole);
  assert.equal(echoscope(["run", "17"]).stdout, whole);
  assert.match(echoscope(["run", "shortag"]).stderr, /Did you mean `shortage`\?/);
});

test("--quiet prints the last line of each file", () => {
  for (const word of ["-q", "--quiet"]) {
    const { status, stdout } = echoscope(["check", word, good, bad]);
    assert.equal(status, 1);
    assert.match(stdout, /^[^\n]*f2_sample\.csv: CREATED[^\n]*\n[^\n]*bad_line\.csv: CREATED[^\n]* 2 errors, 0 warnings, 1 info\.\n$/);
  }
  assert.equal(echoscope(["check", "-q", bad, "--format", "json"]).status, 2);
});

test("messages are in the words of the command line", async () => {
  const intents = await file("known.csv", "Reference,Type,Amount,Currency\npay-1,CAPTURE,1,EUR\n");
  const scenario = await file("story.md", "# Own\n\nShows.\n\n```echo\nfrobnicate\n```\n");
  const cases = [
    [["serve", "--scenario", scenario], "story.md cannot be played: line 6, column 1: expected a step, found `frobnicate`."],
    [["match", good, "--intents", intents, "--provider", "STRIP"], "--provider takes none named `STRIP`. Did you mean `STRIPE`?"],
    [["match", good, "--intents", intents, "--currency", "xyz"], /^--currency takes none named `xyz`\. There is AED, [A-Z, ]*ZAR\.$/],
    [["serve", "--state", "/nowhere/x"], "/nowhere/x cannot be used as state: there is no such file or folder. Name another file with --state."],
    [["check", bad, "--fix", "safe", "--out", folder], `${folder} cannot be written: it is a folder. Name another file with --out.`],
    [["check", folder], `${folder} cannot be read: it is a folder.`],
    [["check", good, "--reading", "fee_sing=legacy"], "--reading takes none named `fee_sing`. Did you mean `fee_sign`?"],
    [["serve", "--reading", "fee_sign=legacie"], "--reading takes none named `legacie`. Did you mean `legacy`?"],
    [["serve", "--reading", "parse_seconds=x"], "--reading parse_seconds takes whole seconds, but got `x`."],
  ];
  for (const [words, expected] of cases) {
    const { status, stderr } = echoscope(words);
    assert.equal(status, 2);
    const message = /^echoscope: (.*)\n$/.exec(stderr)?.[1];
    if (typeof expected === "string") assert.equal(message, expected);
    else assert.match(message, expected);
  }
});

test("colour is for terminals, and for those who ask for it", async () => {
  await file("one.csv", "Reference,Type,Amount,Currency\npay-1,CAPTURE,100000,EUR\n");
  const plain = echoscope(["check", bad]).stdout;
  const coloured = echoscope(["check", bad], undefined, { FORCE_COLOR: "1" }).stdout;
  assert.doesNotMatch(plain, /\u001B/);
  assert.match(coloured, /:2:42: \u001B\[31merror\u001B\[0m: [^\n]*\n[^\n\u001B]*\n +\u001B\[31m\^+\u001B\[0m\n/);
  assert.match(coloured, /: \u001B\[33mCREATED\u001B\[0m \(/);
  assert.equal(coloured.replace(/\u001B\[\d+m/g, ""), plain);
  const match = ["match", good, "--intents", "one.csv"];
  assert.match(echoscope(match, undefined, { FORCE_COLOR: "1" }).stdout, /: \u001B\[33mPARTIALLY_MATCHED\u001B\[0m\. /);
  assert.doesNotMatch(echoscope([...match, "--format", "json"], undefined, { FORCE_COLOR: "1" }).stdout, /\u001B/);
});
