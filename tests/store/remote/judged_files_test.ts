import assert from "node:assert/strict";
import { openDuckdb } from "../../../benchmarks/store/duckdb.ts";
import { isLeft, judgeFiles } from "../../../benchmarks/store/remote/judged_files.ts";
import { inFolder } from "../../support/bench.ts";
import { answers, writeRun } from "../../support/stores/written_run.ts";

Deno.test("judgeFiles() counts the rows of each run in a file of its own or a shared one, once", () =>
  inFolder(async (folder) => {
    const of = (id: string, n: number) =>
      writeRun(`${folder}/runs`, { run_id: id }, answers(n, 0.5));
    await Promise.all([of("run-a", 3), of("run-b", 5), of("run-c", 7)]);
    const rows = (id: string) => `${folder}/runs/${id}/requests.parquet`;
    const shared = "runs/compacted/2026-01-0.parquet";
    await Deno.mkdir(`${folder}/runs/compacted`);
    const db = await openDuckdb();
    await db.run(`COPY (FROM read_parquet(['${rows("run-b")}', '${rows("run-c")}']))
      TO '${folder}/${shared}' (FORMAT parquet)`);
    db.close();
    await Deno.writeTextFile(rows("run-c"), "no Parquet");
    const keys = { id: "x", secret: "y", session: null };
    // Files of this machine: DuckDB reads them as it reads those of a bucket.
    const access = { url: folder, endpoint: null, region: "here", keys };
    const own = ["run-a", "run-b", "run-c"].map((id) => `runs/${id}/requests.parquet`);
    const judged = async (stamp: string) => {
      const left = [...own, shared].map((path) => ({ path, bytes: 10_000, stamp }));
      assert.ok(left.every(isLeft));
      return await judgeFiles({ access, folder, left }, () => Promise.resolve());
    };
    const [a, b, , both] = [...own, shared].map((path, i) => ({
      address: `${folder}/${path}`,
      ...{ runs: [{ "run-a": 3 }, { "run-b": 5 }, {}, { "run-b": 5, "run-c": 7 }][i] },
      ...{ shared: path === shared, shape: {} },
    }));
    const first = await judged("one");
    assert.deepEqual([own[0], own[1], shared].map((path) => first.get(path)), [a, b, both]);
    const broken = first.get(own[2])!;
    assert.ok("open" in broken && /no|Parquet|small/i.test(broken.open), JSON.stringify(broken));
    // What is known of a file is not asked again until it is another.
    await Deno.remove(rows("run-a"));
    assert.deepEqual((await judged("one")).get(own[0]), a);
    assert.ok("open" in (await judged("two")).get(own[0])!);
    for (const path of ["runs/r/run.json", "needs.parquet", "runs/r/server.parquet"]) {
      assert.ok(!isLeft({ path, bytes: 1, stamp: "" }), path);
    }
  }));
