import assert from "node:assert/strict";
import { summarise } from "../../benchmarks/report/summary/summary.ts";
import { summaryText } from "../../benchmarks/report/summary/summary_text.ts";
import { openDuckdb, quote } from "../../benchmarks/store/duckdb.ts";
import { openRuns, runFolders } from "../../benchmarks/store/views.ts";
import { assertSixDigits } from "../support/six_digits.ts";

const cases = JSON.parse(await Deno.readTextFile("tests/fixtures/judging/cases2023.json"));
const facts = {
  folder: "data/runs/x",
  unverified: [],
  givenUp: [],
  goingOn: false,
  invalid: null,
  full: true,
};

/** The runs of 2023 at 70B as one run of eight targets, which separate sessions are not: for the arithmetic only. */
async function together(invalid: string | null): Promise<{ folder: string; id: string }> {
  const folder = await Deno.makeTempDir();
  const found = (await runFolders("data")).filter((f) => /llmperf-.*-70b-/.test(f));
  const run = JSON.parse(await Deno.readTextFile(`${found[0]}/run.json`));
  await Deno.mkdir(`${folder}/all`);
  await Deno.writeTextFile(
    `${folder}/all/run.json`,
    JSON.stringify({ ...run, run_id: "all", invalid }),
  );
  const db = await openDuckdb();
  const files = found.map((f) => quote(`${f}/requests.parquet`)).join(", ");
  await db.run(
    `COPY (SELECT * REPLACE ('all' AS run_id) FROM read_parquet([${files}], union_by_name = true))
    TO '${folder}/all/requests.parquet' (FORMAT parquet)`,
  );
  db.close();
  return { folder, id: "all" };
}

Deno.test("summarise() says of each target and metric how sure it is, and the text its order", async () => {
  const { folder, id } = await together(null);
  try {
    const db = await openRuns([`${folder}/${id}`]);
    const summary = await summarise(db, id);
    db.close();
    const metrics = Object.fromEntries(summary.targets.map((t) => [t.provider, t.metrics]));
    for (const [provider, wanted] of Object.entries<Record<string, never>>(cases["70b"].e2e)) {
      const found = metrics[provider].e2e_tokens_per_s;
      const { P50 } = wanted as Record<string, { m: number; interval: unknown }>;
      assertSixDigits(found.interval, P50.interval, provider);
      assert.deepEqual([found.effective_n, found.rank, found.tier, found.eligible, found.reasons], [
        P50.m,
        wanted.ranks,
        wanted.tier,
        true,
        [],
      ]);
    }
    const { lepton, bedrock } = metrics;
    assert.deepEqual([
      lepton.e2e_tokens_per_s.rank,
      lepton.e2e_tokens_per_s.tier,
      lepton.e2e_tokens_per_s.interval,
    ], [
      null,
      null,
      null,
    ]);
    assert.deepEqual(lepton.e2e_tokens_per_s.eligible, false);
    assert.deepEqual(bedrock.ttft_s.reasons, ["49 of 150 answers short"]);
    // 150 requests in one session: no P99 has its 368, a P95 its 72 only where they are worth as much.
    for (const [provider, { ttft_s, e2e_tokens_per_s }] of Object.entries(metrics)) {
      assert.ok(ttft_s.one_sitting && ttft_s.weak.p99, provider);
      const m = cases["70b"].e2e[provider]?.P95?.m;
      if (m !== undefined) assert.equal("p95" in e2e_tokens_per_s.weak, m < 72, provider);
    }
    // Counts have no better and no worse.
    assert.equal(metrics.groq.output_tokens.rank, null);
    assert.notEqual(metrics.groq.output_tokens.interval, null);

    const text = summaryText(summary, facts);
    assert.deepEqual(text.split("\n").filter((line) => line.length > 100), []);
    assert.match(
      text,
      /^Intervals hold for this run only: it has no time blocks, other times need "blocks": 10\.$/m,
    );
    const throughput = text.slice(
      text.indexOf("Ranks by throughput, end"),
      text.indexOf("Ranks by throughput, dec"),
    );
    const rows = [
      ...throughput.matchAll(/^(\w+) +(\S+) +(?:\S+) +([\d.]+) +([\d.–]+|too few) /gm),
    ]
      .map((m) => m.slice(1, 5));
    assert.deepEqual(rows.map(([provider, rank]) => [provider, rank]), [
      ["groq", "1"],
      ["anyscale", "2–3"],
      ["together", "2–3"],
      ["fireworks", "4"],
      ["perplexity", "5"],
      ["replicate", "6"],
      ["lepton", "–"],
      ["bedrock", "–"],
    ]);
    const { q, interval } = cases["70b"].e2e.anyscale.P50;
    const four = (x: number) => String(Number(x.toPrecision(4)));
    assert.deepEqual(rows[1].slice(2), [four(q), interval.map(four).join("–")]);
    assert.match(
      throughput,
      /^not ranked +why\n.*\n(lepton .*\n)+bedrock +49 of 150 answers short$/m,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("summarise() ranks nothing of an invalid run, and says why", async () => {
  const { folder, id } = await together("the clock jumped");
  try {
    const db = await openRuns([`${folder}/${id}`]);
    const { targets } = await summarise(db, id);
    db.close();
    for (const t of targets) {
      assert.equal(t.metrics.ttft_s.rank, null);
      assert.ok(t.metrics.ttft_s.reasons.includes("the run is invalid: the clock jumped"));
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
