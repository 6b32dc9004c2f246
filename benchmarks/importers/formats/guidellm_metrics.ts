/** The statistics that guidellm printed of a benchmark: those of the requests that succeeded. */
import { isObject } from "../../providers/read/json.ts";
import type { ReportedFigure } from "../../store/run_file.ts";
import type { Fields } from "../fields.ts";
import { reportedFigure } from "../format.ts";

const definitions: Record<string, string> = {
  time_to_first_token_ms: "first text, reasoning or tool call, from the writing of the request",
  inter_token_latency_ms: "(last token - first token) / (tokens - 1), weighted by tokens",
  time_per_output_token_ms:
    "(last token - start) / tokens, the wait for the first in it, weighted by tokens",
  request_latency: "end mark of the stream, from the writing of the request",
};

const unitOf = (name: string): string =>
  name.endsWith("_ms")
    ? "ms"
    : /latency|delay/.test(name)
    ? "s"
    : name === "requests_per_second"
    ? "requests/s"
    : name.endsWith("_per_second")
    ? "tokens/s"
    : name.endsWith("token_count")
    ? "tokens"
    : "";

export function printedBy(benchmark: Fields): ReportedFigure[] {
  return Object.entries(benchmark.inside("metrics").all).flatMap(([name, groups]) => {
    const own = isObject(groups) ? groups.successful : undefined;
    if (!isObject(own)) return [];
    const { count, total_sum: _, percentiles, ...statistics } = own;
    const all = { ...statistics, ...isObject(percentiles) ? percentiles : {} };
    const n = typeof count === "number" ? count : null;
    return n === 0 || !Object.values(all).some((v) => typeof v === "number")
      ? []
      : [reportedFigure(name, unitOf(name), all, { n, definition: definitions[name] ?? null })];
  });
}

/** How many requests guidellm made: it may keep a sample of them; null where it does not say. */
export function requestTotal(benchmark: Fields): number | null {
  const places = [
    benchmark.inside("metrics").inside("request_totals"),
    benchmark.inside("request_totals"),
    benchmark.inside("run_stats").inside("requests_made"),
  ];
  return places.map((p) => p.count("total")).find((total) => total !== null) ?? null;
}
