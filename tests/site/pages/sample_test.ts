import assert from "node:assert/strict";
import { openDuckdb } from "../../../benchmarks/store/duckdb.ts";
import { inFolder } from "../../support/bench.ts";
import { answers, writeRun } from "../../support/stores/written_run.ts";
import { pageText } from "../../support/pages/page_text.ts";

Deno.test("/ of more requests than a page holds is baked from the sample, with the exact figures", () =>
  inFolder(async (folder) => {
    // TTFT of 1, 2, ... 21,000 s: a median of 10,500.5 s, of whatever sample another one.
    const n = 21_000;
    const path = `${await writeRun(folder, { run_id: "big" }, answers(1, 1))}/requests.parquet`;
    const db = await openDuckdb();
    await db.run(
      `CREATE TABLE big AS SELECT r.* REPLACE (i AS request_index, i + 1.0 AS ttft_s, i + 2.0 AS e2e_latency_s)
      FROM '${path}' r, range(${n}) t(i)`,
    );
    await db.run(`COPY big TO '${path}' (FORMAT parquet)`);
    db.close();
    const html = await pageText("index", folder);
    const view = /<div class="view v-0-ttft_s-succeeded">(.*?)<div class="view/s.exec(html)![1];
    assert.match(view, /Sample of 20,000 of 21,000 requests/);
    const median = /data-statistic="median">(.*?)<\/td>/s.exec(view)![1];
    assert.match(median, /exact <\/i>10\.5k</);
    assert.match(view, /exact 21,000\/21,000/);
    // Where each request is drawn at its place, a path has as many points.
    const points = Math.max(...view.match(/<path [^>]*>/g)!.map((p) => p.split("h0").length));
    assert.ok(points <= 20_001, `${points} points`);
  }));
