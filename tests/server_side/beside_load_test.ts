/** A run beside which servers' metrics are looked at: rows in view `server`, of a silent one too. */
import assert from "node:assert/strict";
import { runPages } from "../../benchmarks/queries/runs/run_pages.ts";
import { startSimulator } from "../../benchmarks/simulator/spawn.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { runHtml } from "../../src/run_pages/run_page.ts";
import { inFolder, run } from "../support/bench.ts";

Deno.test("a target's metrics are looked at while it is asked", async () => {
  let asked = 0;
  const metrics = Deno.serve({ port: 0, onListen: () => {} }, () => {
    asked++;
    return new Response(
      `vllm:num_requests_running{model_name="m"} ${asked}\n` +
        `vllm:spec_decode_num_draft_tokens_total{model_name="m"} ${10 * asked}\n` +
        `vllm:spec_decode_num_accepted_tokens_total{model_name="m"} ${4 * asked}\n`,
    );
  });
  const simulator = await startSimulator({ seed: 3 });
  try {
    await inFolder(async (folder) => {
      const target = (provider: string, metrics_url: string) => ({
        provider,
        model: "m",
        base_url: `${simulator.url}/anyscale-13b/v1`,
        metrics_url,
      });
      await Deno.writeTextFile(
        `${folder}/c.json`,
        JSON.stringify({
          name: "c",
          mean_input_tokens: 50,
          mean_output_tokens: 100,
          requests: 4,
          concurrency: 2,
          targets: [
            target("told", `http://127.0.0.1:${metrics.addr.port}/metrics`),
            target("silent", "http://127.0.0.1:9/metrics"),
          ],
        }),
      );
      const { code, err } = await run(
        ["bench", `${folder}/c.json`, "--yes", "--no-site", `--results-dir=${folder}/runs`],
      );
      assert.equal(code, 0, err);
      const db = await openStore(`${folder}/runs`);
      const { rows } = await db.query(
        `SELECT provider, engine, count(*) AS n, min(running) AS first, max(running) AS last,
          any_value(error) AS error, bool_and(s.run_id = r.run_id) AS of_the_run,
          bool_and(seen_at BETWEEN r.started_at - INTERVAL 1 SECOND AND r.ended_at + INTERVAL 1 SECOND)
            AS meanwhile
        FROM server s, runs r GROUP BY ALL ORDER BY provider`,
      );
      const [page] = await runPages(db);
      db.close();
      const html = await runHtml(page);
      assert.match(html, /The server’s side<.*<svg.*SELECT provider, model/s);
      const [said] = page.server!.speculation.rows;
      assert.deepEqual([
        said.provider,
        said.draft_tokens,
        said.accepted_tokens,
        said.accepted_share,
      ], [
        ...["told", 10 * (asked - 1), 4 * (asked - 1), 0.4],
      ]);
      // The profile sends about a token at a time.
      assert.ok(said.answers === 4 && said.tokens_per_arrival! > 0.5, `${said.tokens_per_arrival}`);
      assert.match(html, /Speculation, from both sides<.*40%.*tables\/speculation\.csv/s);
      assert.equal(page.server?.moments.length, asked, "looks that found nothing are not drawn");
      const [silent, told] = rows;
      const [{ name }] = [...Deno.readDirSync(`${folder}/runs`)].filter((e) => e.isDirectory);
      await Deno.writeTextFile(`${folder}/runs/${name}/server.parquet`, "no Parquet");
      const spoiled = await openStore(`${folder}/runs`);
      const { rows: [left] } = await spoiled.query(
        "SELECT (SELECT count(*) FROM server) AS server, (SELECT count(*) FROM requests) AS requests",
      );
      spoiled.close();
      assert.deepEqual(left, { server: 0, requests: 8 }, "a file that is none closes no store");
      assert.deepEqual([silent.engine, silent.error], [null, "the server cannot be asked"]);
      assert.equal(silent.first, null);
      assert.deepEqual(
        [told.engine, told.n, told.first, told.last, told.error],
        ["vLLM", asked, 1, asked, null],
      );
      assert.ok(asked >= 2, `looked ${asked} times`);
      assert.ok(told.of_the_run && told.meanwhile);
    });
  } finally {
    await simulator.stop();
    await metrics.shutdown();
  }
});
