/** inference-perf's statistics of a stage or a run. */
import { isObject, type JsonObject } from "../../providers/read/json.ts";
import type { ReportedFigure } from "../../store/run_file.ts";
import type { Fields } from "../fields.ts";
import { rateText, reportedFigure } from "../format.ts";

const definitions: Record<string, string> = {
  time_to_first_token: "first text of the answer; none where the answer has one token",
  time_per_output_token: "(last token - first token) / (tokens - 1)",
  normalized_time_per_output_token: "latency / tokens",
  inter_token_latency: "time between two tokens; those of one chunk have the same time",
  schedule_delay: "sent later than planned: in no latency of the others",
};
const unitOf = (name: string): string => /_per_sec$/.test(name) ? name.slice(0, -8) + "/s" : "s";

/** How a stage was to be sent. */
export function loadOf(report: Fields) {
  const load = report.inside("load_summary");
  const rate = load.number("requested_rate");
  const concurrency = load.number("concurrency");
  const settings: JsonObject = Object.fromEntries(
    Object.entries({ rate, concurrency }).filter(([, value]) => value !== null),
  );
  return {
    settings,
    count: load.count("count"),
    words: concurrency ? `${concurrency} at a time` : rate ? rateText(rate) : null,
  };
}

/** Its figures, of the requests that succeeded; that of the schedule is of all. */
export function printedBy(report: Fields): ReportedFigure[] {
  const load = report.inside("load_summary");
  const successes = report.inside("successes");
  const n = successes.count("count");
  const delay = load.all.schedule_delay;
  const about = (name: string) => ({ n, definition: definitions[name] ?? null });
  const spread = [
    ...Object.entries(successes.inside("latency").all).map((e) => [...e, unitOf(e[0])] as const),
    ["prompt_len", successes.all.prompt_len ?? null, "tokens"] as const,
    ["output_len", successes.all.output_len ?? null, "tokens"] as const,
  ];
  return [
    ...isObject(delay)
      ? [reportedFigure("schedule_delay", "s", delay, {
        n: load.count("count"),
        definition: definitions.schedule_delay,
      })]
      : [],
    ...spread.flatMap(([name, own, unit]) =>
      isObject(own) ? [reportedFigure(name, unit, own, about(name))] : []
    ),
    ...Object.entries(successes.inside("throughput").all).flatMap(([name, value]) =>
      typeof value === "number" ? [reportedFigure(name, unitOf(name), { value }, { n })] : []
    ),
  ];
}
