// Calls made from the OpenAPI description, good and bad, in any order: no answer is a failure of the server, and none is
// outside of what the description says. The dice are seeded: a run can be had again.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { load } from "../../web/npm/dist/index.js";

const CALLS = 4000;
const WORLDS = 3;
const description = JSON.parse(await readFile(new URL("../../docs/openapi.json", import.meta.url), "utf8"));
const METHODS = ["get", "post", "put", "delete"];
// Beginning anew or from elsewhere would leave nothing to call.
const LEFT_OUT = ["/_echoscope/reset", "/_echoscope/log", "/_echoscope/scenario"];
const USUAL = {
  Currency: [...Array(12).fill("EUR"), "USD", "XXX"],
  ExternalProviderName: ["STRIPE", "Stripe", "STRIPE", "stripe", "ADYEN", "ADYEN", "nobody"],
  ExternalProviderPaymentMethod: ["VISA", "PAYPAL"],
  ExternalProcessingDate: [1767225600, 1767225600, 1767225600, "01-01-2026", "soon"],
  Decision: ["DEFENDED", "DISPUTED_WON", "DISPUTED_LOST", "MAYBE"],
  FileName: ["june.csv", "june.txt", ""],
  EventType: ["INTENT_CAPTURED", "SPLIT_CREATED", "no event"],
  Url: ["http://127.0.0.1:9/hook", "nowhere"],
  ReportType: ["ECHO_INTENT", "ECHO_SPLIT", "COLLECTED_FEES", "NOTHING"],
  DownloadFormat: ["CSV", "PDF"],
  Quantity: [1, 1, 2],
  TransferDate: [1893456000],
  SplitAmount: [1, 10],
  Code: ["over-split", "no such code"],
  Delivered: [true, false],
  advance: [0, 60, 86400],
  now: [1],
};
const ODD = [null, "", "x".repeat(300), -1, 0, 9e15, 1.5, true, [], {}, "\u0000", "é😀", "99999999999999999999"];

function diceFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 4294967296;
  };
  return { chance: (share) => next() < share, pick: (list) => list[Math.floor(next() * list.length)], whole: (below) => Math.floor(next() * below) };
}

function resolve(schema) {
  return schema?.$ref === undefined ? schema : resolve(schema.$ref.slice(2).split("/").reduce((part, name) => part[name], description));
}

/** A value that a schema allows, made of what the world already knows; now and then one that it does not. */
function valueOf(given, name, world, dice, depth = 0) {
  const schema = resolve(given) ?? {};
  if (dice.chance(0.01)) return dice.pick(ODD);
  const known = world.values.get(name);
  if (known?.length > 0 && dice.chance(0.9)) return dice.pick(known);
  if (USUAL[name] !== undefined && dice.chance(0.95)) return dice.pick(USUAL[name]);
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices !== undefined) return valueOf(dice.pick(choices), name, world, dice, depth);
  if (schema.enum !== undefined) return dice.pick(schema.enum);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "object" && depth < 6) {
    const made = {};
    for (const [key, part] of Object.entries(schema.properties ?? {})) {
      const isWanted = schema.required?.includes(key) ? dice.chance(0.98) : dice.chance(0.4);
      if (isWanted) made[key] = valueOf(part, key, world, dice, depth + 1);
    }
    return made;
  }
  if (type === "array") return Array.from({ length: 1 + dice.whole(2) }, () => valueOf(schema.items, name.replace(/s$/, ""), world, dice, depth + 1));
  if (type === "integer" || type === "number") return dice.pick([1, 100, 500, 1000]);
  if (type === "boolean") return dice.chance(0.5);
  return dice.pick(["a", "b", "c", `text-${dice.whole(1000)}`]);
}

/** An Intent whose amounts agree: left to chance alone there would hardly be one. */
function agreeing(body, world, dice) {
  const wallets = world.values.get("WalletId") ?? [];
  if (!Array.isArray(body?.LineItems) || body.ExternalData === undefined || wallets.length === 0 || dice.chance(0.2)) return body;
  delete body.Buyer;
  let total = 0;
  for (const line of body.LineItems) {
    if (line === null || typeof line !== "object") continue;
    for (const name of ["TaxAmount", "DiscountAmount", "SplitOriginWalletId"]) delete line[name];
    // The wallet says whose it is.
    line.Seller = { WalletId: dice.pick(wallets), FeesAmount: 0 };
    total += Number.isInteger(line.Amount) ? line.Amount : line.UnitAmount * line.Quantity;
  }
  return { ...body, Amount: total, PlatformFeesAmount: 0 };
}


/** Remembers the ids of an answer under the names by which they are asked for. */
function learn(world, answer, name = "") {
  if (Array.isArray(answer)) {
    for (const part of answer) learn(world, part, name);
    return;
  }
  if (answer === null || typeof answer !== "object") return;
  const kinds = [
    [/^int_li/, ["LineItemId"]],
    [/^int_capture/, ["CaptureId"]],
    [/^int_refund/, ["RefundId"]],
    [/^int_dispute/, ["DisputeId"]],
    [/^int_split/, ["SplitId"]],
    [/^int_stlmnt|^int_settlement/, ["SettlementId"]],
    [/^int_/, ["IntentId"]],
    [/^user_/, ["UserId", "AuthorId", "Owner"]],
    [/^wlt_/, ["WalletId"]],
    [/^hook_/, ["HookId"]],
    [/^report_/, ["ReportId", "ReportFile"]],
  ];
  if (answer.Balance?.Currency === "USD") return;
  if (typeof answer.IBAN === "string") world.values.set("IBAN", [answer.IBAN]);
  const lines = (Array.isArray(answer.LineItems) ? answer.LineItems : []).map(({ Id }) => Id).filter((id) => typeof id === "string");
  if (lines.length > 0) world.lines.set(answer.Id, lines[0]);
  for (const [key, value] of Object.entries(answer)) {
    if ((key === "Id" || key.endsWith("Id")) && typeof value === "string") {
      for (const place of kinds.find(([form]) => form.test(value))?.[1] ?? []) {
        const all = world.values.get(place) ?? [];
        if (!all.includes(value)) all.unshift(value);
        world.values.set(place, all.slice(0, 12));
      }
    } else learn(world, value, key);
  }
}

function operations() {
  return Object.entries(description.paths)
    .filter(([path]) => !LEFT_OUT.includes(path))
    .flatMap(([path, entry]) =>
      METHODS.filter((method) => entry[method]).map((method) => ({
        path,
        method,
        operation: entry[method],
        parameters: [...(entry.parameters ?? []), ...(entry[method].parameters ?? [])].map(resolve),
      })),
    );
}

function requestOf({ path, method, operation, parameters }, world, dice) {
  let target = path;
  const query = [];
  const headers = { authorization: dice.chance(0.5) ? "Bearer any" : "Basic YTpi" };
  const taken = {};
  for (const parameter of parameters) {
    const value = valueOf(parameter.schema, parameter.name, world, dice);
    taken[parameter.name] = value;
    if (parameter.name === "Idempotency-Key" && dice.chance(0.05)) {
      const key = `key-of-${String(world.keys++).padStart(12, "0")}`;
      headers["idempotency-key"] = key;
      world.values.set("IdempotencyKey", [key]);
    }
    if (parameter.in === "path") target = target.replace(`{${parameter.name}}`, encodeURIComponent(String(value)) || "x");
    else if (dice.chance(0.2) && parameter.in === "query") query.push(`${parameter.name}=${encodeURIComponent(String(value))}`);
  }
  const content = resolve(operation.requestBody)?.content ?? {};
  const types = Object.keys(content);
  let body;
  if (types.length > 0) {
    const type = types.includes("application/json") ? "application/json" : types[0];
    headers["content-type"] = type;
    const value = type === "application/json" ? agreeing(valueOf(content[type].schema, "", world, dice), world, dice) : "rubbish";
    // A Split is of a line of its own Intent.
    const line = world.lines.get(taken.IntentId);
    for (const split of Array.isArray(value?.Splits) ? value.Splits : []) {
      if (split !== null && typeof split === "object" && line && dice.chance(0.9)) split.LineItemId = line;
    }
    body = Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
  }
  if (query.length > 0) target += `?${query.join("&")}`;
  return { method: method.toUpperCase(), target, headers, body };
}

test(`${WORLDS * CALLS} calls from the description: no 5xx, and no answer outside its schema`, async (context) => {
  const { Echo } = await load();
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: false });
  ajv.addSchema(description, "openapi");
  const validators = new Map();
  const validatorOf = (pointer) => {
    const found = validators.get(pointer) ?? ajv.getSchema(`openapi#${pointer}`);
    validators.set(pointer, found);
    return found;
  };
  const all = operations();
  const succeeded = new Set();
  const counts = { 2: 0, 4: 0 };
  for (let seed = 1; seed <= WORLDS; seed += 1) {
    const dice = diceFrom(seed);
    const echo = new Echo({ seed });
    const world = { values: new Map([["Owner", []]]), lines: new Map(), keys: 0 };
    for (let call = 0; call < CALLS; call += 1) {
      const chosen = dice.pick(all);
      const { path, method, operation } = chosen;
      const request = requestOf(chosen, world, dice);
      const answer = echo.answer(request, call);
      const said = () => `seed ${seed}, call ${call}: ${request.method} ${request.target} ${request.body ?? ""}\n${answer.status} ${Buffer.from(answer.body)}`;
      assert.ok(answer.status < 500, said());
      const kind = operation.responses[answer.status] === undefined ? "default" : String(answer.status);
      assert.ok(operation.responses[kind] !== undefined, `not described: ${said()}`);
      const response = resolve(operation.responses[kind]);
      const [type] = answer.headers["Content-Type"].split(";");
      if (response.content?.[type]?.schema !== undefined && type === "application/json") {
        const own = operation.responses[kind].$ref;
        const base = own === undefined ? `/paths/${escape(path)}/${method}/responses/${kind}` : own.slice(1);
        const validate = validatorOf(`${base}/content/${escape(type)}/schema`);
        const value = JSON.parse(Buffer.from(answer.body));
        assert.ok(validate(value), `${ajv.errorsText(validate.errors)}\n${said()}`);
        if (answer.status < 300) learn(world, value);
      }
      counts[Math.floor(answer.status / 100)] += 1;
      if (answer.status < 300) succeeded.add(operation.operationId);
    }
    echo.free();
  }
  const never = all.map(({ operation }) => operation.operationId).filter((name) => !succeeded.has(name));
  context.diagnostic(`${counts[2]} accepted, ${counts[4]} refused; ${succeeded.size} of ${all.length} operations succeeded`);
  context.diagnostic(`never accepted: ${never.join(", ") || "none"}`);
  assert.ok(succeeded.size >= all.length * 0.8, `never accepted: ${never.join(", ")}`);
});

function escape(part) {
  return encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
}
