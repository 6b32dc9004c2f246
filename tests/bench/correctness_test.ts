/** The correctness test and probes, whole, against a simulator that errs for known numbers. */
import assert from "node:assert/strict";
import { startServer } from "../../benchmarks/simulator/server.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder, run } from "../support/bench.ts";

/** The rule of the simulator's "wrong-20", by hand: the last two digits are below 20. */
const wrongOf = (expected: string[]) => expected.filter((n) => Number(n.slice(-2)) < 20);

Deno.test("bench --kind correctness finds exactly the numbers that a model gets wrong", async () => {
  const server = await startServer({ seed: 1 });
  try {
    await inFolder(async (folder) => {
      const { code, out, err } = await run([
        ...["bench", "--kind", "correctness", "--model", "m wrong-20", "--llm-api", "openai"],
        ...["--base-url", `${server.url}/groq-70b/v1`, "--max-num-completed-requests", "60"],
        ...["--num-concurrent-requests", "20", "--timeout", "120", "--results-dir", folder],
        ...["--seed", "7", "--metadata", "site=here", "--json"],
      ]);
      assert.equal(code, 0, err);
      const summary = JSON.parse(out);
      const db = await openStore(folder);
      const { rows } = await db.query(
        `SELECT status, phase, probe_kind, expected_answer, given_answer, correct, content_text,
          output_tokens_target, request_params FROM requests ORDER BY request_index`,
      );
      const { rows: [{ n }] } = await db.query(
        "SELECT count(*) AS n FROM requests WHERE phase = 'measured'",
      );
      db.close();
      assert.equal(n, 0, "no probe is in a population");
      assert.equal(rows.length, 60);
      const answered = rows.filter((r) => r.status === "ok");
      const wrong = wrongOf(answered.map((r) => String(r.expected_answer)));
      assert.ok(wrong.length > 3 && wrong.length < 30, `${wrong.length} wrong ones`);
      assert.deepEqual(
        answered.filter((r) => !r.correct).map((r) => r.expected_answer),
        wrong,
      );
      for (const row of answered) {
        const said = Number(row.expected_answer) + (row.correct ? 0 : 1);
        assert.equal(row.given_answer, String(said));
        assert.equal(row.content_text, null, "the text is not kept");
        assert.deepEqual([row.phase, row.probe_kind], ["probe", "correctness"]);
        assert.equal(row.output_tokens_target, null);
        assert.deepEqual(JSON.parse(String(row.request_params)), { temperature: 0 });
      }
      const [{ metrics, probes }] = summary.targets;
      assert.deepEqual(metrics, {});
      assert.equal(probes.correctness.answered, answered.length);
      assert.equal(probes.correctness.mismatch_rate, wrong.length / answered.length);
      assert.equal(probes.correctness.error_rate, (60 - answered.length) / 60);
      assert.ok(probes.correctness.low < wrong.length / answered.length);
      assert.match(err, /Correctness: numbers in words to digits/);
      const written = JSON.parse(
        await Deno.readTextFile(`${folder}/m-wrong-20_correctness_summary.json`),
      );
      assert.equal(written.num_mismatched_requests, wrong.length);
      assert.equal(written.num_completed_requests, 60);
      assert.equal(written.site, "here");
    });
  } finally {
    await server.close();
  }
});

Deno.test("probes of a speed run show a model that errs and one that keeps its answers", async () => {
  await inFolder(async (folder) => {
    const config = {
      name: "probed",
      mean_input_tokens: 90,
      mean_output_tokens: 4,
      concurrency: 6,
      requests: 12,
      blocks: 6,
      probes: true,
      targets: [
        { provider: "honest", model: "m", simulate: "groq-70b" },
        { provider: "other", model: "m answer-cache wrong-20", simulate: "groq-70b" },
      ],
    };
    await Deno.writeTextFile(`${folder}/probed.jsonc`, JSON.stringify(config));
    const { code, out, err } = await run(
      ["bench", `${folder}/probed.jsonc`, "--results-dir", folder, "--json", "--no-site"],
    );
    assert.equal(code, 0, err);
    const { targets } = JSON.parse(out);
    const db = await openStore(folder);
    const { rows } = await db.query(
      `SELECT provider, phase, probe_kind, status, expected_answer, session, turn, prompt_hash, started_at
      FROM requests ORDER BY started_at`,
    );
    db.close();
    for (const { provider, counts, metrics, probes } of targets) {
      const own = rows.filter((r) => r.provider === provider);
      assert.equal(own.filter((r) => r.phase === "measured" && r.probe_kind === null).length, 12);
      assert.equal(counts.attempts, 12);
      assert.equal(metrics.ttft_s.n, counts.succeeded);
      const known = own.filter((r) => r.probe_kind === "correctness" && r.status === "ok");
      const wrong = provider === "honest"
        ? []
        : wrongOf(known.map((r) => String(r.expected_answer)));
      assert.equal(probes.correctness.attempts, 12);
      assert.equal(probes.correctness.mismatched, wrong.length);
      assert.equal(probes.length.short, 0);
      // One after the other: the first of a pair began before the second.
      const repeated = own.filter((r) => r.probe_kind === "repeat");
      assert.equal(repeated.length, 12);
      for (let i = 0; i < repeated.length; i += 2) {
        const [first, second] = repeated.slice(i, i + 2);
        assert.deepEqual([first.turn, second.turn], [0, 1]);
        assert.equal(first.session, second.session);
        assert.equal(first.prompt_hash, second.prompt_hash);
      }
    }
    const other = targets.find((t: { provider: string }) => t.provider === "other");
    assert.equal(other.probes.repeat.cached, true);
    assert.ok(other.probes.correctness.mismatched > 0);
    assert.match(err, /other +6 +6 .* YES/);
  });
});

Deno.test("a named configuration can be asked for correctness; what does not go together is refused", async () => {
  const dry = await run(["bench", "quickstart", "--kind", "correctness", "--dry-run", "--json"]);
  assert.equal(dry.code, 0, dry.err);
  const plan = JSON.parse(dry.out);
  assert.equal(plan.config_name, "quickstart-correctness");
  assert.match(plan.workload, /^numbers in words/);
  for (
    const [args, why] of [
      [["bench", "quickstart", "--kind", "quality"], /Allowed choices are speed, correctness/],
      [["bench", "correctness", "--kind", "speed"], /is of kind correctness/],
      [["bench", "correctness", "--probes"], /probes: a run of kind correctness/],
      // Beside --kind an option was once dropped in silence.
      [["bench", "quickstart", "--kind", "correctness", "--probes"], /probes: a run of kind/],
      [["bench", "quickstart", "--kind", "correctness", "--no-nonce"], /nonce: a run of kind/],
      [
        ["bench", "quickstart", "--kind", "correctness", "--prefix-tokens", "20"],
        /prefix_tokens: a run of kind/,
      ],
    ] as const
  ) {
    const { code, err } = await run([...args]);
    assert.equal(code, 2, err);
    assert.match(err, why);
  }
});
