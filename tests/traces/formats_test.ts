/** Traces with sessions, each by a file as its format has it: what is sent, and when. */
import assert from "node:assert/strict";
import { checkConfig } from "../../benchmarks/plan/config.ts";
import { chainsOf } from "../../benchmarks/plan/items/chains.ts";
import { makePlan } from "../../benchmarks/plan/plan.ts";
import { sonnetLines } from "../../benchmarks/plan/prompts.ts";
import { traceOf } from "../../benchmarks/traces/read_trace.ts";

const sonnets = new URL("../../benchmarks/plan/sonnets.txt", import.meta.url);
const lines = sonnetLines(await Deno.readTextFile(sonnets));
const jsonl = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row) + "\n").join("");

/** Of each session its requests: tokens in, tokens out, how the turn follows, and its two times. */
function sessions(text: string, more: Record<string, unknown> = {}) {
  const config = checkConfig({
    name: "replay",
    ...{ dataset: "trace", trace: { time_scale: 2 }, sessions: "recorded" },
    targets: [{ provider: "a", model: "m", base_url: "http://localhost" }],
    ...more,
  }, "test");
  const dataset = traceOf("trace", new TextEncoder().encode(text), config);
  config.requests = dataset.size;
  const chains = makePlan(config, "r", lines, { dataset }).flatMap((t) => [...chainsOf(t.items)]);
  const told = chains.map((chain) =>
    chain.map((i) => [
      ...[i.inputTokensTarget, i.outputTokensTarget, i.follows ?? null],
      ...[i.afterAnswerS ?? null, i.afterFirstS ?? null],
    ])
  );
  return { told, chains, notes: dataset.trace!.notes, cached: chains.flat() };
}

Deno.test("BurstGPT: sessions by id, gaps after the recorded end, failed calls out and said", () => {
  const text =
    "Timestamp,Session ID,Elapsed time,Model,Request tokens,Response tokens,Total tokens\n" +
    "5,7,2,ChatGPT,100,20,120\n6,8,1,GPT-4,50,9,59\n10,7,1,ChatGPT,180,30,210\n11,8,0,GPT-4,60,0,60\n";
  const { told, notes, chains } = sessions(text);
  assert.deepEqual(told, [
    [[100, 20, null, null, null], [180, 30, "whole", 6, null]],
    [[50, 9, null, null, null]],
  ]);
  assert.deepEqual(notes, [
    "1 call failed and is left out",
    "calls to 2 models are all asked of every target",
  ]);
  assert.ok(chains[0][1].prompt.startsWith(chains[0][0].prompt), "a session's prompts begin alike");
});

Deno.test("Bailian: turns by their parents, at recorded moments, in blocks of 16", () => {
  const row = (chat_id: number, parent_chat_id: number, timestamp: number, hash_ids: number[]) => ({
    ...{ chat_id, parent_chat_id, timestamp, hash_ids, type: "text", turn: 1 },
    ...{ input_length: 16 * hash_ids.length, output_length: 4 },
  });
  const { told, notes, cached } = sessions(
    jsonl(row(1, -1, 0, [1, 2, 3]), row(2, 1, 4.5, [1, 2, 3, 4]), row(3, 1, 6, [1, 2, 9])),
  );
  assert.deepEqual(told, [
    [[48, 4, null, null, null], [64, 4, "whole", null, 9]],
    [[48, 4, null, null, null]],
  ]);
  assert.match(notes[0], /^1 turn branches off/);
  // 48 tokens are three whole blocks; 14 of nonce and 32 of two blocks are two.
  assert.deepEqual(cached.map((i) => i.cachedTokensExpected), [0, 48, 32]);
});

Deno.test("AIPerf: a length of a session is what a turn adds; delays count from the answer", () => {
  const { told } = sessions(jsonl(
    { session_id: "s", timestamp: 0, input_length: 40, output_length: 7 },
    { session_id: "s", delay: 250, input_length: 30, output_length: 5 },
  ));
  assert.deepEqual(told[0].map(([, out, ...rest]) => [out, ...rest]), [
    [7, null, null, null],
    [5, "recorded", 0.5, null],
  ]);
  const live = sessions(
    jsonl({
      session_id: "s",
      turns: [{ text: "One", output_length: 3 }, { text: "Two", delay: 100 }],
    }),
    { sessions: "live" },
  );
  assert.deepEqual(live.chains[0].map((i) => [i.prompt.replace(/^\d+\n/, ""), i.follows]), [
    ["One", undefined],
    ["Two", "live"],
  ]);
  assert.throws(
    () =>
      sessions(jsonl({ session_id: "s", turns: [{ text: "a" }, { text: "b" }] }), {
        sessions: "off",
      }),
    /say sessions live, or recorded/,
  );
});

Deno.test("Weka: a conversation a session, its subagents in order, its hashes its own", () => {
  const call = (t: number, hash_ids: number[], more = {}) => ({
    ...{ t, type: "n", model: "m", in: 64 * hash_ids.length, out: 8, hash_ids, api_time: 1 },
    ...more,
  });
  const { told, notes, cached } = sessions(jsonl(
    {
      id: "a",
      requests: [
        call(0, [1, 2]),
        { t: 2, type: "subagent", requests: [call(2, [5]), call(2.5, [5, 6])] },
        call(9, [1, 2, 3], { think_time: 3 }),
      ],
    },
    { id: "b", requests: [call(0, [1, 2])] },
  ));
  assert.deepEqual(told, [
    [
      [128, 8, null, null, null],
      [64, 8, "whole", 2, null],
      [128, 8, "whole", 0, null],
      [192, 8, "whole", 6, null],
    ],
    [[128, 8, null, null, null]],
  ]);
  assert.deepEqual(notes, ["1 call that ran beside another of its conversation is sent after it"]);
  assert.deepEqual(cached.map((i) => i.cachedTokensExpected), [0, 0, 64, 128, 0]);
});

Deno.test("a trace of no known format, and times that are not there, are refused in a sentence", () => {
  assert.throws(() => sessions(jsonl({ when: 1 })), /its first entry has when: no format/);
  const agent = { id: "a", requests: [{ t: 0, in: 5, out: 5, hash_ids: [1] }] };
  assert.throws(() => sessions(jsonl(agent, {})), /entry 2 is not what a trace of weka has/);
  assert.throws(() => sessions(jsonl({ id: "a", requests: [null] })), /no list of objects/);
  assert.throws(() => sessions(jsonl(agent), { load: { shape: "trace" } }), /no moments/);
});

Deno.test("a trace's tokens are whole, and no more than a plan can hold", () => {
  const formats: [name: string, row: (n: unknown) => unknown][] = [
    ["input_length", (n) => ({ timestamp: 0, input_length: n, output_length: 1 })],
    ["output_length", (n) => ({ timestamp: 0, input_length: 1, output_length: n })],
    ["input_length", (n) => ({ session_id: "s", timestamp: 0, input_length: n })],
    ["output_length", (n) => ({ session_id: "s", input_length: 1, output_length: n })],
    ["in", (n) => ({ id: "a", requests: [{ t: 0, in: n, out: 1, hash_ids: [1] }] })],
    ["out", (n) => ({ id: "a", requests: [{ t: 0, in: 1, out: n, hash_ids: [1] }] })],
  ];
  for (const [name, row] of formats) {
    for (const n of [60.5, 1e9, "1e9", "60.5"]) {
      const fault = `entry 1: ${name} is no whole number of tokens up to 10,000,000`;
      assert.throws(() => sessions(jsonl(row(n))), { message: fault });
    }
  }
  const { told } = sessions(jsonl({ timestamp: 0, input_length: "60", output_length: 1 }));
  assert.deepEqual(told, [[[60, 1, null, null, null]]]);
});
