/** A run with probes whose rates are worked by hand: nine numbers answered, two of them wrong, one failed. */
import { emptyRow, type Row } from "../../../benchmarks/record/record.ts";
import { openDuckdb } from "../../../benchmarks/store/duckdb.ts";
import { writeParquet } from "../../../benchmarks/store/parquet.ts";

export const probedRun = "run-probed";

const probe = (request_index: number, over: Partial<Row>): Row => ({
  ...emptyRow({
    run_id: probedRun,
    config_name: "probed",
    provider: "acme",
    model: "m",
    simulated: false,
    phase: "probe",
    request_index,
    attempt: 1,
    status: "ok",
  }),
  session: request_index,
  turn: 0,
  workload_hash: "w",
  started_at: new Date(Date.UTC(2026, 0, 2, 0, 0, request_index)).toISOString(),
  ...over,
});
const number = (request_index: number, expected_answer: string, given_answer: string | null): Row =>
  probe(request_index, {
    probe_kind: "correctness",
    expected_answer,
    given_answer,
    correct: given_answer === expected_answer,
    e2e_latency_s: 0.5,
    output_tokens: 4,
  });

/** Ten numbers asked, in the order of their requests. */
export const numbers: Row[] = [
  ...[0, 1, 2, 3, 4, 5, 6].map((i) => number(i, String(100 + i), String(100 + i))),
  number(7, "4321", "4322"),
  number(8, "12", "I <b>cannot</b>"),
  probe(9, {
    probe_kind: "correctness",
    expected_answer: "77",
    status: "failed",
    error_class: "rate_limited",
    error_message: "slow down",
    http_status: 429,
  }),
  // Cut by the end of the run: it counts nowhere.
  probe(10, { probe_kind: "correctness", expected_answer: "5", status: "incomplete" }),
];

/** First and second time to the first token of five prompts; the last one has no second answer. */
export const pairs: Row[] = [[1, 0.5], [1, 0.2], [2, 0.4], [1, 0.6], [1, 0.3], [1, null]].flatMap(
  ([first, second], i) =>
    [first, second].map((ttft_s, turn) =>
      probe(20 + 2 * i + turn, {
        probe_kind: "repeat",
        session: 20 + 2 * i,
        turn,
        ttft_s,
        status: ttft_s === null ? "failed" : "ok",
        e2e_latency_s: ttft_s === null ? null : 9,
        output_tokens: ttft_s === null ? null : i === 0 ? 10 : 20,
        output_tokens_target: 20,
      })
    ),
);

/** Writes `rows` as a finished run into `folder`. */
export async function writeProbedRun(
  folder: string,
  rows: Row[] = [...numbers, ...pairs],
  kind: "speed" | "correctness" = "speed",
): Promise<void> {
  const path = `${folder}/${probedRun}`;
  await Deno.mkdir(path, { recursive: true });
  const db = await openDuckdb();
  await writeParquet(db, rows, `${path}/requests.parquet`);
  db.close();
  await Deno.writeTextFile(
    `${path}/run.json`,
    JSON.stringify({
      run_id: probedRun,
      config_name: "probed",
      workload_hash: "w",
      workload: "a workload, with probes",
      started_at: "2026-01-02T00:00:00Z",
      ended_at: "2026-01-02T00:01:00Z",
      config: { kind },
      counts: {},
    }),
  );
}
