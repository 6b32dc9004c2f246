import assert from "node:assert/strict";
import { bakedStatistics } from "../../benchmarks/store/baked.ts";
import { boardRowsSql } from "../../benchmarks/store/boards.ts";
import { openDuckdb } from "../../benchmarks/store/duckdb.ts";
import { judgeBoards } from "../../benchmarks/store/standings.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder } from "../support/bench.ts";
import { answers, writeRun } from "../support/written_run.ts";

Deno.test("a time that is no number or infinite is not known, and closes no page", () =>
  inFolder(async (folder) => {
    const path = `${await writeRun(folder, { run_id: "odd" }, answers(200, 1))}/requests.parquet`;
    const other = await openDuckdb();
    await other.run(`CREATE TABLE odd AS SELECT * REPLACE (CASE request_index
      WHEN 3 THEN 'nan'::DOUBLE WHEN 4 THEN 'infinity'::DOUBLE WHEN 5 THEN '-infinity'::DOUBLE
      ELSE ttft_s END AS ttft_s) FROM '${path}'`);
    await other.run(`COPY odd TO '${path}' (FORMAT parquet)`);
    other.close();
    const db = await openStore(folder);
    const baked = await bakedStatistics(db, boardRowsSql("true"), ["ttft_s"]);
    const [view] = await judgeBoards(db, "true", ["ttft_s"], baked);
    db.close();
    const found = baked(view.board, "ttft_s", "succeeded").get("odd\nacme\nm")!;
    const { n, omitted, min, max, mean } = found as Record<string, number>;
    assert.deepEqual([n, omitted], [197, 3]);
    assert.ok(0.98 < min && min < mean && mean < max && max < 1.02, `${min} ${mean} ${max}`);
    assert.deepEqual(view.standings[0].rank, [1, 1]);
  }));
