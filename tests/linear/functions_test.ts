/** Whatever meets text that others wrote takes time in proportion to it: blocked for long, nothing else would act. */
import assert from "node:assert/strict";
import { contextOf } from "../../benchmarks/conformance/context.ts";
import { foreignText } from "../../benchmarks/importers/foreign.ts";
import { withoutNaN } from "../../benchmarks/importers/json_text.ts";
import { baseUrlOf } from "../../benchmarks/plan/address.ts";
import { checkConfig } from "../../benchmarks/plan/config.ts";
import { entriesOf } from "../../benchmarks/plan/dataset_entries.ts";
import { readLine } from "../../benchmarks/plan/dataset_line.ts";
import { llama2 } from "../../benchmarks/plan/tokenizers.ts";
import { protocolOf, providers } from "../../benchmarks/providers/index.ts";
import { errorOf, retryAfterS } from "../../benchmarks/providers/read/failure.ts";
import { errorInside } from "../../benchmarks/providers/read/inside.ts";
import { parseJson } from "../../benchmarks/providers/read/json.ts";
import type { Provider } from "../../benchmarks/providers/provider.ts";
import { judgeAnswer } from "../../benchmarks/record/answer.ts";
import { fitRow } from "../../benchmarks/record/fit_row.ts";
import { mask, maskBytes, redact } from "../../benchmarks/record/redact.ts";
import { toRecord } from "../../benchmarks/record/to_record.ts";
import { folded } from "../../benchmarks/report/folded.ts";
import { printable } from "../../benchmarks/report/table.ts";
import type { Exchange } from "../../benchmarks/providers/recording.ts";
import { escapeHtml, escapeMarkdown } from "../../src/words/format.ts";
import { queryOf } from "../../src/words/links.ts";
import { shortName } from "../../src/words/names.ts";
import { providerLabel } from "../../src/words/providers.ts";
import { serviceName } from "../../src/time/time_data.ts";
import { fragments, growthOf, pumpsOf, timeOf } from "./growth.ts";

const key = "sk-linear-0123456789";
/** As long as a token that renews itself: of such its beginning is looked for. */
const token = `ya29.${"aB3_".repeat(40)}`;
const bytes = (text: string) => new TextEncoder().encode(text);

const exchange = (status: number, body: string, headers: [string, string][] = []): Exchange => ({
  ...{ started: 0, sent: 0, dns: null, connected: null, secured: null, headersAt: 1, status },
  ...{
    reused: false,
    reconnected: false,
    httpVersion: "1.1",
    headers,
    arrivals: [{ at: 2, endByte: 1 }],
  },
  bytes: bytes(body),
  end: { how: "complete", at: 3, code: null },
});
const attempt = (text: string, message = text) => {
  const deltas = [
    { at: 2, delta: { kind: "content" as const, text } },
    { at: 2, delta: { kind: "finish" as const, reason: "stop" as const, raw: text } },
    { at: 2, delta: { kind: "error" as const, class: "unknown" as const, code: text, message } },
  ];
  const recording = { scheduled: null, exchanges: [exchange(200, "")] };
  return fitRow(toRecord(recording, deltas, contextOf("linear", [key, token], null)).row);
};

/** By name, what is done with a text. */
const works: Record<string, (text: string) => unknown> = {
  parseJson: (text) => parseJson(`{"a":"${text}`),
  errorOf: (text) => errorOf({ error: { message: text, code: text } }),
  errorInside: (text) => errorInside({ error: text, base_resp: { status_code: text } }),
  retryAfterS: (text) => retryAfterS([["retry-after", text], ["date", text]]),
  redact: (text) => redact(text, [key, token], Infinity),
  "redact, cut": (text) => redact(text, [key, token]),
  "redact behind a token": (text) => redact(token + text, [token], Infinity),
  mask: (text) => mask(text, [key, token]),
  maskBytes: (text) => maskBytes(bytes(text), [key, token]),
  judgeAnswer: (text) => judgeAnswer("1234", text),
  "toRecord and fitRow": (text) => attempt(text),
  foreignText,
  withoutNaN,
  entriesOf: (text) => {
    try {
      entriesOf(bytes(text));
    } catch { /* a file that is none of ours */ }
  },
  readLine: (text) => readLine(text, 10 as never),
  baseUrlOf: (text) => baseUrlOf(text, undefined, "m"),
  checkConfig: (text) => {
    try {
      checkConfig({ name: text, description: text, targets: [{ base_url: text }] }, "f");
    } catch { /* it is none */ }
  },
  printable,
  folded: (text) => folded("", text, 80),
  escapeHtml,
  escapeMarkdown,
  queryOf: (text) => queryOf({ q: text.toWellFormed() }),
  shortName,
  providerLabel,
  serviceName,
};

/** What an answer of each protocol may be made of: the pump itself, or within a text or an event. */
const bodies: Record<string, (text: string) => string> = {
  bare: (text) => text,
  "in JSON": (text) => `{"error":{"message":"${text}`,
  "in an event": (text) => `data: {"choices":[{"delta":{"content":"${text}`,
};

/** Reads as a socket does, in pieces: what was read must not be gone through again for each. */
function decode(provider: Provider, text: string) {
  const ask = { baseUrl: "http://x", model: "m", messages: [], maxOutputTokens: 1, params: {} };
  const decoder = provider.decoder(provider.streamStep ?? 0, { status: 200, headers: [] }, ask);
  const all = bytes(text);
  for (let at = 0; at < all.length; at += 128) decoder.push(all.subarray(at, at + 128));
  decoder.end();
}

const slow = (
  name: string,
  work: (text: string) => unknown,
  pumps = pumpsOf(fragments),
): string[] => {
  for (const pump of pumps) {
    const growth = growthOf(work, pump);
    if (growth) return [`${name} on ${JSON.stringify(pump.fragment)}: ${growth}`];
  }
  return [];
};

Deno.test("every function that meets foreign text is linear", () => {
  assert.deepEqual(Object.entries(works).flatMap(([name, work]) => slow(name, work)), []);
});

Deno.test("every protocol reads an answer, and a refusal, in linear time", () => {
  const few = pumpsOf([
    '"',
    '\\"',
    " ",
    "\n",
    "\r\n",
    "{",
    '{"a":',
    "[{",
    "data:",
    "<script",
    "xsk-a_",
  ]);
  const own = providers.filter((p) => protocolOf(p) === p.name);
  assert.ok(own.length >= 10);
  const answers = own.flatMap((provider) =>
    Object.entries(bodies).flatMap(([where, body]) =>
      slow(`${provider.name} ${where}`, (text) => decode(provider, body(text)), few)
    )
  );
  const readers = new Map(own.map((provider) => [provider.failure, provider]));
  const refusals = [...readers].flatMap(([failure, { name }]) =>
    Object.entries(bodies).flatMap(([where, body]) =>
      slow(`${name}, a refusal ${where}`, (text) => failure(exchange(400, body(text))))
    )
  );
  assert.deepEqual([...answers, ...refusals], []);
});

Deno.test("a word of any length is counted in linear time", () => {
  const count = (length: number) => timeOf((text) => llama2.count(text), "a".repeat(length));
  const [one, four] = [32_768, 131_072].map((n) => Math.min(count(n), count(n), count(n)));
  assert.ok(four < 8 * one, `${one} ms, ${four} ms`);
});
