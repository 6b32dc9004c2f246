/** Whole rows of the real runs: what /requests, /outliers and /distributions show. */
import { pageRowLimit, printParquet, realBoards, wholeRowsSql } from "@/benchmarks/store/boards.ts";
import { openStore } from "@/benchmarks/store/views.ts";

const db = await openStore();
const key = ["run_id", "provider", "model", "location", "request_index", "attempt"]
  .map((name) => `r.${name}`).join(", ");
const behind = `requests r JOIN latest l ON l.run_id = r.run_id AND l.provider = r.provider
  AND l.model = r.model AND l.location IS NOT DISTINCT FROM r.location WHERE r.phase = 'measured' AND ${realBoards}`;
const n = Number((await db.query(`SELECT count(*) AS n FROM ${behind}`)).rows[0].n);
// The hash of a row's own name picks a sample with a fixed seed: the same rows at every build.
const sample = n <= pageRowLimit ? "" : ` AND hash(${key}) IN (
  SELECT hash(${key}) AS h FROM ${behind} ORDER BY h LIMIT ${pageRowLimit})`;
await printParquet(
  db,
  `SELECT w.*, strftime(coalesce(u.started_at, u.ended_at), '%Y-%m-%d') AS run_day, ${n}::DOUBLE AS sampled_from
  FROM (${wholeRowsSql(realBoards + sample)}) w JOIN runs u USING (run_id)
  ORDER BY w.workload_hash, w.run_id, w.provider, w.model, coalesce(w.block, 0), w.request_index, w.attempt`,
);
db.close();
