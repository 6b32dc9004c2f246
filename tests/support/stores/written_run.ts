/** A finished run on disk, made of what a test says of it. */
import { emptyRow, type Row } from "../../../benchmarks/record/record.ts";
import { openDuckdb } from "../../../benchmarks/store/duckdb.ts";
import { writeParquet } from "../../../benchmarks/store/parquet.ts";
import type { RunFile } from "../../../benchmarks/store/run_file.ts";

/** `n` answers of a target of which the first token takes about `middle` seconds, 1% up and down in turns. */
export const answers = (
  n: number,
  middle: number,
  over: Partial<Row> = {},
): Partial<Row>[] =>
  Array.from({ length: n }, (_, i) => ({
    ttft_s: middle * (1 + 0.01 * Math.cos(7 * i)),
    e2e_latency_s: 2 * middle * (1 + 0.01 * Math.cos(5 * i)),
    output_tokens: 100,
    output_tokens_target: 100,
    ...over,
  }));

/**
 * Writes `rows` as a run into `folder`, in order of their start, a second apart. What they do not say: an ok, measured
 * request of the provider `acme`, model `m`.
 */
export async function writeRun(
  folder: string,
  run: Partial<RunFile> & { run_id: string },
  rows: Partial<Row>[],
): Promise<string> {
  const path = `${folder}/${run.run_id}`;
  await Deno.mkdir(path, { recursive: true });
  const file = {
    workload_hash: "w",
    workload: "a workload",
    started_at: "2026-01-02T00:00:00Z",
    ended_at: "2026-01-02T01:00:00Z",
    config: {},
    counts: {},
    ...run,
  };
  const whole = rows.map((row, request_index): Row => ({
    ...emptyRow({
      run_id: run.run_id,
      config_name: "made",
      provider: "acme",
      model: "m",
      simulated: false,
      phase: "measured",
      request_index,
      attempt: 1,
      status: "ok",
    }),
    workload_hash: file.workload_hash,
    started_at: new Date(Date.UTC(2026, 0, 2, 0, 0, request_index)).toISOString(),
    ...row,
  }));
  const db = await openDuckdb();
  await writeParquet(db, whole, `${path}/requests.parquet`);
  db.close();
  await Deno.writeTextFile(`${path}/run.json`, JSON.stringify(file));
  return path;
}
