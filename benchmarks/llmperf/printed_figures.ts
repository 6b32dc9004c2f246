/** The statistics in LLMPerf's summary, as it printed them. */
import type { ReportedFigure } from "../store/run_file.ts";

/** Each quantity's unit, and what it is where the name does not say it. */
const quantities: Record<string, [unit: string, definition: string | null]> = {
  inter_token_latency_s: [
    "s",
    "latency / tokens up to commit 03872a4 of 2023; since then latency / lines of the stream",
  ],
  ttft_s: ["s", "first line with text; reasoning is waiting"],
  end_to_end_latency_s: ["s", "after the end of the stream"],
  request_output_throughput_token_per_s: ["tokens/s", "tokens / latency"],
  number_input_tokens: ["tokens", null],
  number_output_tokens: ["tokens", null],
};

/** By quantity: "results_ttft_s_quantiles_p50" is its statistic "p50". Counts' ends are written as text. */
export function printedBy(summary: Record<string, unknown>): ReportedFigure[] {
  const completed = summary.results_num_completed_requests;
  const n = typeof completed === "number" ? completed : null;
  return Object.entries(quantities).flatMap(([name, [unit, definition]]) => {
    const prefix = `results_${name}_`;
    const statistics = Object.fromEntries(
      Object.entries(summary).filter(([key, value]) =>
        key.startsWith(prefix) && value !== null && value !== "" && Number.isFinite(Number(value))
      ).map(([key, value]) => [key.slice(prefix.length).replace(/^quantiles_/, ""), Number(value)]),
    );
    return Object.keys(statistics).length ? [{ name, unit, definition, n, statistics }] : [];
  });
}
