/** A trace of agents by AgentX's rules: what is planned, what is refused, how long nothing may happen. */
import assert from "node:assert/strict";
import llama from "llama-tokenizer-js";
import { brokenRules } from "../../benchmarks/bench/loads/rule_faults.ts";
import { cappedPauses } from "../../benchmarks/bench/sessions/idle_cap.ts";
import { checkConfig } from "../../benchmarks/plan/config.ts";
import { makePlan } from "../../benchmarks/plan/plan.ts";
import { openDuckdb } from "../../benchmarks/store/duckdb.ts";
import { traceOf } from "../../benchmarks/traces/read_trace.ts";
import { sleep, startClock } from "../../benchmarks/wire/clock.ts";
import { inTries } from "../support/tries.ts";
import { inFolder, run } from "../support/bench.ts";

/** A conversation of `n` requests of 2 s, 30 s apart, each 64 tokens longer than the one before. */
const talk = (id: string, n: number) => ({
  id,
  requests: Array.from({ length: n }, (_, i) => ({
    ...{ t: 32 * i, type: "n", model: "m", in: 128 + 64 * i, out: 7, api_time: 2 },
    hash_ids: Array.from({ length: 2 + i }, (_, block) => block),
  })),
});
const talks = [talk("one", 1), ...["a", "b", "c"].map((id) => talk(id, 8)), talk("d", 3)];
const jsonl = (rows: unknown[]) => rows.map((row) => JSON.stringify(row) + "\n").join("");

function planned(over: Record<string, unknown> = {}, text = jsonl(talks)) {
  const config = checkConfig({
    name: "agents",
    dataset: "trace",
    trace: { rules: "agentx" },
    sessions: "recorded",
    concurrency: 3,
    requests: 7,
    seed: 2,
    targets: [{ provider: "a", model: "m", base_url: "http://localhost" }],
    ...over,
  }, "test");
  const dataset = traceOf("trace", new TextEncoder().encode(text), config);
  const lines = ["Shall I compare thee to a summer day and all of that in words"];
  const turns = makePlan(config, "r", lines, { dataset });
  return { config, warmup: turns[0].items, items: turns[1].items };
}
const count = (text: string) => llama.encode(text, false, true).length;
const marker = (prompt: string) => /^\d{12}\n/.exec(prompt)![0];

Deno.test("the first conversations begin within, warmed up, and each play has a marker of its own", () => {
  const { config, warmup, items } = planned();
  assert.equal(config.duration_s, 1800);
  assert.equal(config.targets[0].params.ignore_eos, true);
  assert.equal(config.trace!.think_time, "after_answer");
  // Three of the long ones, then those that are left, then from the first again.
  assert.deepEqual(warmup.map(({ place }) => place), [1, 2, 3]);
  const sessions = Object.values(Object.groupBy(items, ({ session }) => session)) as typeof items[];
  assert.deepEqual(sessions.map(([{ place }]) => place), [1, 2, 3, 0, 4, 1, 2]);
  for (const [i, [first, ...later]] of sessions.slice(0, 3).entries()) {
    // What warms up is the turn before, of the same marker: the first measured one finds it in the cache.
    assert.equal(first.inputTokensTarget, warmup[i].inputTokensTarget + 64);
    assert.equal(first.cachedTokensExpected, warmup[i].inputTokensTarget);
    assert.equal(marker(first.prompt), marker(warmup[i].prompt));
    assert.equal(
      first.inputTokensTarget + 64 * later.length,
      128 + 64 * 7,
      "it goes on to its end",
    );
    assert.ok(later.every(({ afterAnswerS }) => afterAnswerS === 30));
  }
  assert.ok(new Set(warmup.map((item) => item.inputTokensTarget)).size > 1, "all begin alike");
  assert.deepEqual(sessions.slice(3).map((turns) => turns.length), [1, 3, 8, 8]);
  assert.equal(new Set(sessions.map(([{ prompt }]) => marker(prompt))).size, 7);
  assert.equal(sessions[5][0].cachedTokensExpected, 0, "sent again, and nothing of it is cached");
  for (const item of [...warmup, ...items]) {
    assert.equal(count(item.prompt), item.inputTokensTarget);
    assert.equal(item.outputTokensTarget, 7);
  }
  // Checked again, as a run is repeated, it is the same.
  assert.deepEqual(checkConfig(config, "again"), config);
});

Deno.test("what would break a rule is refused, all at once; so is a trace that cannot be sent by them", () => {
  const target = { provider: "a", model: "m", base_url: "http://localhost" };
  assert.throws(
    () =>
      planned({
        ...{ load: { shape: "trace" }, sessions: "off", duration_s: 60, nonce: false, workers: 2 },
        trace: { rules: "agentx", time_scale: 0.5, window_s: [0, 9], think_time: "recorded_time" },
        targets: [{ ...target, params: { ignore_eos: false } }],
        warmup: 1,
      }),
    ({ faults }: { faults: string[] }) => {
      const named = faults.filter((fault) => fault.endsWith("(AgentX)"))
        .map((fault) => fault.split(":")[0]);
      assert.deepEqual(named.sort(), [
        ...["duration_s", "load", "nonce", "sessions", "targets.0.params.ignore_eos"],
        ...["trace.think_time", "trace.time_scale", "trace.window_s", "warmup", "workers"],
      ]);
      return true;
    },
  );
  assert.throws(() => planned({ concurrency: 5 }), /begin 5 conversations within, and 4 of it/);
  const azure = "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:17:03.9799600,4808,10\n";
  assert.throws(() => planned({ concurrency: 1 }, azure), /weka\), and this is azure/);
});

Deno.test("with nothing under way all pauses end sooner, at their distances from each other", () =>
  inTries(async () => {
    const clock = startClock();
    const pauses = cappedPauses(0.2e9, clock);
    const begun = clock.now();
    const after = async (seconds: number) => {
      await pauses.until(begun + seconds * 1e9, () => true);
      const at = (clock.now() - begun) / 1e9;
      await pauses.during(() => sleep(600));
      return at;
    };
    const ends = [after(60), after(60.4)];
    // A request of 0.3 s: the pauses have no cap while it is under way.
    await pauses.during(() => sleep(300));
    const [first, second] = await Promise.all(ends);
    assert.ok(first >= 0.5 && first < 2, `${first} s`);
    assert.ok(second - first > 0.3 && second - first < 1, `${second - first} s apart`);
  }));

Deno.test("a run that was too short, or of which too many failed, is no result by these rules", async () => {
  const db = await openDuckdb();
  const of = async (failed: number, seconds: number) => {
    await db.query(
      `CREATE OR REPLACE VIEW requests AS SELECT 'p' AS provider, 'm' AS model, 'measured' AS phase,
      TIMESTAMPTZ '2026-01-01' + to_seconds(i * ${seconds} / 100) AS started_at, 0.5 AS e2e_latency_s,
      CASE WHEN i < ${failed} THEN 'failed' ELSE 'ok' END AS status FROM range(101) r(i)`,
    );
    return (await brokenRules(db, planned().config)).map(({ why }) => why.split(",")[0]);
  };
  assert.deepEqual(await of(10, 900), []);
  assert.deepEqual(await of(11, 900), ["11 of 101 requests failed"]);
  assert.deepEqual(await of(0, 899), ["its conversations were over after 900 s"]);
  db.close();
});

Deno.test("bench --trace-rules agentx says its rules in a sentence before anything is sent", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/agents.jsonl`, jsonl(talks));
    const asked = ["bench", "--model=m", "--base-url=http://127.0.0.1:9/v1", "--dry-run"];
    const rules = ["--trace", `${folder}/agents.jsonl`, "--trace-rules=agentx"];
    const { code, err } = await run([...asked, ...rules, "--num-concurrent-requests=2"]);
    assert.equal(code, 0, err);
    assert.match(
      err,
      /By AgentX's rules: .* the first 2 conversations begin at a random moment .* 1800 s/,
    );
    const refused = await run([...asked, ...rules, "--duration=60", "--rate=3"]);
    assert.equal(refused.code, 2);
    assert.match(refused.err, /duration_s: must be 900 or more \(AgentX\)/);
    assert.match(refused.err, /load: must be "closed"/);
  }));
