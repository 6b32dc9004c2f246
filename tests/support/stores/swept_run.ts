/** A sweep over three rates whose numbers are worked by hand: quick, slower, and with half of the requests dropped. */
import type { Row } from "../../../benchmarks/record/record.ts";
import { writeRun } from "./written_run.ts";

export const sweptRun = "run-swept";
const each = 60;
const at = (s: number) => new Date(Date.UTC(2026, 0, 2) + 1000 * s).toISOString();

/** Of each step: its rate, when its first request is sent, and how long every answer takes. */
const steps = [[1, 0, 0.25], [2, 100, 1], [4, 200, 2]] as const;
/** What each step serves in a second, worked by hand: 60 in 59.25 s, 60 in 30.5 s, 30 in 16.5 s. */
export const servedPerS = [60 / 59.25, 60 / 30.5, 30 / 16.5];

function rowsOf(provider: string, model: string): Partial<Row>[] {
  return steps.flatMap(([rate, begin, e2e_latency_s], block) =>
    Array.from({ length: each }, (_, i): Partial<Row> => {
      const own = { provider, model, block, rate_planned: rate, concurrency_planned: 8 };
      const scheduled_at = at(begin + i / rate);
      const request_index = each * block + i;
      if (rate === 4 && i % 2) {
        return {
          ...{ ...own, request_index, scheduled_at, started_at: null },
          ...{ status: "dropped", error_code: "no_free_slot" },
        };
      }
      return {
        ...{ ...own, request_index, scheduled_at, started_at: scheduled_at, schedule_lag_s: 0 },
        ...{ ttft_s: e2e_latency_s / 2, last_token_s: e2e_latency_s, e2e_latency_s },
        ...{ output_tokens: 20, first_arrival_tokens: 1, chunks: 2, chunk_chars: [4, 76] },
        chunk_at_s: [e2e_latency_s / 2, e2e_latency_s],
      };
    })
  );
}

/** Writes the run into `folder`, of two targets; its file names no configuration, as those of others may not. */
export const writeSweptRun = (folder: string): Promise<string> =>
  writeRun(folder, {
    run_id: sweptRun,
    workload_hash: "swept",
    workload: "a workload at 1, 2, 4 requests/s",
    config: { load: { shape: "sweep", rate: [1, 2, 4] }, concurrency: 8 },
  }, [...rowsOf("acme", "m"), ...rowsOf("B&<i>co</i>", "m $targets")]);
