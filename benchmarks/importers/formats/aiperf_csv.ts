/** `profile_export_aiperf.csv`: AIPerf's report of a run once more, as a table of two decimals. */
import type { ReportedFigure } from "../../store/run_file.ts";
import { reportedFigure, type TextFile } from "../format.ts";
import { Refusal } from "../importer.ts";

/** What begins one; GenAI-Perf's has "p99" next, from before AIPerf. */
const start = /^Metric,avg,min,max,(sum,)?p1,/;

export const isAiperfCsv = (head: string): boolean => start.test(head);

/** Names whose words are not those of AIPerf's other files. */
const tags: Record<string, string> = {
  "Completed Requests (Success + Error)": "completed_request_count",
  "Effective Latency (CO-aware)": "effective_latency",
  "HTTP Duration (excl. conn)": "http_req_duration",
  "HTTP Total Time": "http_req_total",
  "HTTP Waiting (TTFB)": "http_req_waiting",
  "Maximum Response Timestamp": "max_response_timestamp",
  "Minimum Request Timestamp": "min_request_timestamp",
  "OSL Mismatch Diff %": "osl_mismatch_diff_pct",
  "Total Input Sequence Length": "total_isl",
  "Total Output Sequence Length": "total_osl",
  "Usage Completion Diff %": "usage_completion_tokens_diff_pct",
  "Usage Prompt Diff %": "usage_prompt_tokens_diff_pct",
};

const tagOf = (name: string): string =>
  Object.hasOwn(tags, name)
    ? tags[name]
    : name.toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "")
      .replace(/^http_(?!req_)/, "http_req_");

/** "Request Latency (ms)" by its two parts; a name may hold other brackets, and need have no unit. */
function named(cell: string): { name: string; unit: string } {
  if (Object.hasOwn(tags, cell)) return { name: tags[cell], unit: "" };
  const found = /^(.*) \(([^()]*)\)$/.exec(cell);
  return found ? { name: tagOf(found[1]), unit: found[2] } : { name: tagOf(cell), unit: "" };
}

/** Its figures; sections about something else than requests are left alone. Throws `Refusal`. */
export function aiperfCsvFigures({ file, text }: TextFile): ReportedFigure[] {
  if (!text.endsWith("\n")) throw new Refusal(file, "ends inside a line: it was cut");
  let head: string[] = [];
  const figures = text.split(/\r?\n/).flatMap((line, i) => {
    const cells = line.split(",");
    if (!line.trim()) head = [];
    else if (!head.length) head = cells;
    else if (head[0] === "Metric") {
      if (cells.length !== head.length) {
        throw new Refusal(file, `line ${i + 1} has ${cells.length} values, not ${head.length}`);
      }
      const values = cells.slice(1).map((cell, c) => {
        if (!/^-?(\d+(\.\d+)?|inf|nan)?$/.test(cell)) {
          throw new Refusal(file, `line ${i + 1} has no number for ${head[c + 1]}`);
        }
        return cell === "" ? NaN : Number(cell);
      });
      const statistics = head.slice(1).map((statistic, c): [string, number] => [
        statistic === "Value" ? "avg" : statistic,
        values[c],
      ]).filter(([, value]) => Number.isFinite(value));
      const { name, unit } = named(cells[0]);
      return statistics.length ? [reportedFigure(name, unit, Object.fromEntries(statistics))] : [];
    }
    return [];
  });
  if (!figures.some(({ name }) => name === "request_count")) {
    throw new Refusal(file, "does not say how many requests it counted: it was cut");
  }
  return figures;
}
