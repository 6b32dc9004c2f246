import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { gunzipSync } from "node:zlib";
import { scriptNamed, scripts } from "../../benchmarks/simulator/faults/index.ts";
import { recorded } from "../../benchmarks/simulator/faults/recorded.ts";
import { lines, paced } from "../../benchmarks/simulator/faults/script.ts";

const bodyOf = (name: string, key = "") =>
  Buffer.concat(recorded(scriptNamed(name)!.steps, { key }).arrivals.map((a) => a.bytes));

Deno.test("every line of the table has a script, and every script a name of its own", () => {
  assert.equal(new Set(scripts.map((s) => s.name)).size, scripts.length);
  for (const line of lines) assert.ok(scripts.some((s) => s.line === line), line);
  for (const { name } of scripts) assert.match(name, /^[a-z0-9-]+$/);
});

Deno.test("scripts are in order of time, and end once", () => {
  for (const { name, steps, again = [] } of scripts) {
    for (const list of [steps, again]) {
      list.slice(1).forEach((s, i) => assert.ok(s.at_ms >= list[i].at_ms, `${name}, step ${i}`));
    }
    const ends = steps.filter((s) => s.do === "end");
    const endless = steps.some((s) => "times" in s && s.times === Infinity);
    const leaves = ends.length === 2 && ends[0].how === "complete" && ends[1].how === "close";
    assert.ok(endless ? ends.length === 0 : ends.length === 1 || leaves, name);
  }
});

Deno.test("scriptNamed() knows names and names with a pace, and nothing else", () => {
  assert.equal(scriptNamed("stall")?.name, "stall");
  const pauses = (name: string) => scriptNamed(name)!.steps.filter((s) => s.do === "pause");
  assert.deepEqual(pauses("stall@250"), [{ do: "pause", at_ms: 30, pause_ms: 250 }]);
  for (const name of ["", "nobody", "stall@", "stall@x", "stall@1@2", "toString", "@5"]) {
    assert.equal(scriptNamed(name), null, name);
  }
  const drip = paced(scriptNamed("slow-drip")!, 3).steps.find((s) => s.do === "repeat");
  assert.ok(drip?.do === "repeat" && drip.every_ms === 3);
});

/** The data of every message by the HTML standard, for bodies without fields but data and comments. */
function messages(body: string): string[] {
  const blocks = body.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n").split("\n\n");
  return blocks.map((block) => block.split("\n"))
    .filter((rows) => !rows.some((row) => row.startsWith("event:")))
    .map((rows) => rows.filter((row) => row.startsWith("data:")))
    .filter((rows) => rows.length > 0)
    .map((rows) => rows.map((row) => row.replace(/^data: ?/, "")).join("\n"));
}
const read = (data: string) => data === "[DONE]" ? data : JSON.parse(data);

Deno.test("every dress of the well-behaved answer holds the same messages, and is the dress it is named for", () => {
  const plain = messages(bodyOf("well-behaved").toString()).map(read);
  assert.equal(plain.length, 8);
  assert.equal(
    plain.map((m) => m.choices?.[0]?.delta?.content ?? "").join(""),
    "Héllo, 漢字 and 👩‍🚀 end.",
  );
  assert.deepEqual(plain[6].usage, { prompt_tokens: 7, completion_tokens: 4, total_tokens: 11 });
  const dresses: Record<string, (body: string) => boolean> = {
    "crlf": (b) => !/[^\r]\n|\r[^\n]/.test(b),
    "lone-cr": (b) => !b.includes("\n") && b.endsWith("\r\r"),
    "bom": (b) => b.startsWith("\uFEFFdata: {"),
    "no-space": (b) => !b.includes("data: ") && b.startsWith("data:{"),
    "comments": (b) => b.startsWith(": PROCESSING\n\ndata: "),
    "multi-line-data": (b) => b.startsWith("data: {\ndata: "),
    "unknown-events": (b) => b.startsWith("event: ping\ndata: "),
    "unknown-fields": (b) => b.startsWith("id: 0\nretry: 100\n"),
    "keep-alives": (b) => b.startsWith(":\n\n"),
    "split-anywhere": (b) => b.endsWith("data: [DONE]\n\n"),
    "split-anywhere-crlf": (b) => b.endsWith("data: [DONE]\r\n\r\n"),
    "one-arrival": (b) => b.endsWith("data: [DONE]\n\n"),
    "no-final-blank-line-closed": (b) => b.endsWith("data: [DONE]\n"),
  };
  for (const [name, dressed] of Object.entries(dresses)) {
    const body = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bodyOf(name));
    assert.ok(dressed(body), name);
    assert.deepEqual(messages(body).map(read), plain, name);
  }
  for (const name of ["gzip", "gzip-buffered"]) {
    assert.deepEqual(messages(gunzipSync(bodyOf(name)).toString()).map(read), plain, name);
  }
});

Deno.test("recorded() has the moments, pieces and ending of a script", () => {
  const seen = recorded(scriptNamed("role-first")!.steps);
  assert.equal(seen.status, 200);
  assert.deepEqual(seen.headers, [["content-type", "text/event-stream"]]);
  assert.deepEqual(seen.arrivals.map((a) => a.at_ms), [2, 302, 312, 322]);
  assert.match(Buffer.from(seen.arrivals[0].bytes).toString(), /"role":"assistant","content":""/);
  assert.match(Buffer.from(seen.arrivals[1].bytes).toString(), /"delta":\{"content":"Hello"\}/);
  const cases: [name: string, how: string, at_ms: number, whole: boolean][] = [
    ["role-first", "complete", 322, true],
    ["no-finish", "complete", 30, true],
    ["no-finish-closed", "close", 30, true],
    ["closed-midstream", "close", 30, false],
    ["reset-midstream", "reset", 80, false],
    ["closed-unanswered", "close", 0, false],
    ["stall@1000", "complete", 1030, true],
    ["left-keepalive", "complete", 80, true],
  ];
  for (const [name, how, at_ms, whole] of cases) {
    assert.deepEqual(recorded(scriptNamed(name)!.steps).end, { how, at_ms, whole }, name);
  }
  for (const field of ["reasoning-content", "reasoning", "reasoning-part"]) {
    const at = recorded(scriptNamed(field)!.steps).arrivals.map((a) => a.at_ms);
    assert.deepEqual(at, [2, 202, 352, 507, 517], field);
  }
});

Deno.test("recorded() leaves off what has no end, at the limit", () => {
  for (const name of ["endless", "long-line", "endless-refusal", "slow-drip"]) {
    const seen = recorded(scriptNamed(name)!.steps, {}, 100_000);
    const bytes = seen.arrivals.reduce((n, a) => n + a.bytes.length, 0);
    assert.ok(bytes > 100_000 && bytes <= 100_000 + 65_536, `${name}: ${bytes}`);
    assert.deepEqual([seen.end.how, seen.end.whole], ["none", false], name);
  }
  assert.equal(recorded(scriptNamed("header-flood")!.steps).status, null);
});

Deno.test("refusals say what they are named for, and say back the key they were sent", () => {
  const cases: [name: string, status: number, header: [string, string] | null, body: string][] = [
    ["429", 429, ["retry-after", "2"], '{"error":{"message":"The simulator answers 429 as asked"'],
    ["429-ms-flat", 429, ["retry-after-ms", "1500"], '{"object":"error","message":"The sim'],
    ["401-string", 401, null, '{"error":"The simulator answers 401 as asked"}'],
    ["402-html", 402, ["content-type", "text/html"], "<!doctype html>"],
    ["503-text", 503, ["content-type", "text/plain"], "The simulator answers 503 as asked"],
    ["401-callers-key-text", 401, null, "Incorrect API key provided: my-own-key."],
    ["401-callers-bearer-html", 401, null, 'Wrong header "authorization: Bearer my-own-key"'],
    ["401-callers-key-code", 401, ["www-authenticate", 'Bearer realm="my-own-key"'], '"code":"my-'],
    ["401-strangers-keys-text", 401, null, "sk-proj-4f9A_b2C-8d1E0f3G7h5J"],
  ];
  for (const [name, status, header, body] of cases) {
    const seen = recorded(scriptNamed(name)!.steps, { key: "my-own-key" });
    assert.equal(seen.status, status, name);
    if (header) assert.deepEqual(seen.headers.find(([n]) => n === header[0]), header, name);
    assert.ok(bodyOf(name, "my-own-key").toString().includes(body), name);
  }
  for (const status of [429, 401, 402, 404, 500, 503]) {
    assert.equal(bodyOf(`${status}-empty`).length, 0);
    assert.equal(recorded(scriptNamed(`${status}-empty`)!.steps).status, status);
  }
  assert.equal(bodyOf("long-line").length > 1 << 20, true);
});
