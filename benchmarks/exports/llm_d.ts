/** A run as llm-d's Benchmark Report 0.2, one of each target: its schema forbids every field that it does not name. */
import { type JsonValue, quote } from "../store/duckdb.ts";
import { type Exported, type ExportedFile, targetNames } from "./export.ts";

/** By the report's names: our column, and the unit that its validators want. */
const latencies = {
  time_to_first_token: ["ttft_s", "s"],
  normalized_time_per_output_token: ["inter_token_latency_s", "s/token"],
  time_per_output_token: ["tpot_s", "s/token"],
  request_latency: ["e2e_latency_s", "s"],
} as const;
const lengths = { input_length: "input_tokens", output_length: "output_tokens" } as const;
const quantiles = {
  ...{ p0p1: 0.001, p1: 0.01, p5: 0.05, p10: 0.1, p25: 0.25, p50: 0.5, p75: 0.75 },
  ...{ p90: 0.9, p95: 0.95, p99: 0.99, p99p9: 0.999 },
};

export async function llmdReports(exported: Exported): Promise<ExportedFile[]> {
  const { db, run, targets } = exported;
  const names = targetNames(exported, "llm-d.json");
  const files: ExportedFile[] = [];
  for (const [i, target] of targets.entries()) {
    const where = `run_id = ${quote(run.run_id)} AND phase = 'measured'
      AND provider = ${quote(target.provider)} AND model = ${quote(target.model)}`;
    const spread = async (column: string, units: string) => {
      const { rows: [row] } = await db.query(
        `SELECT count(x) AS n, avg(x) AS mean, stddev_samp(x) AS stddev, min(x) AS min, max(x) AS max, ${
          Object.entries(quantiles).map(([name, p]) => `quantile_cont(x, ${p}) AS ${name}`)
        } FROM (SELECT ${column}::DOUBLE AS x FROM requests WHERE ${where} AND status = 'ok')`,
      );
      const { n, ...statistics } = row;
      return n ? { units, ...statistics } : null;
    };
    const { rows: [counted] } = await db.query(
      `SELECT count(*) AS total, count(*) FILTER (status IN ('failed', 'dropped')) AS failures,
        count(*) FILTER (status = 'incomplete') AS incomplete, count(*) FILTER (status = 'ok') AS ok,
        sum(input_tokens) FILTER (status = 'ok')::DOUBLE AS input,
        sum(output_tokens) FILTER (status = 'ok')::DOUBLE AS output, avg(input_tokens) AS mean_input,
        date_diff('microsecond', min(started_at), max(started_at +
          to_microseconds((coalesce(e2e_latency_s, last_token_s, 0) * 1e6)::BIGINT))) / 1e6 AS seconds
      FROM requests WHERE ${where}`,
    );
    if (!counted.total) continue;
    const { total, failures, incomplete, ok, input, output, mean_input, seconds } =
      counted as Record<string, number>;
    const rate = (n: number | null, units: string) =>
      seconds > 0 && n !== null ? { units, mean: n / seconds } : null;
    const report = {
      version: "0.2",
      run: {
        uid: `${run.run_id}/${target.provider}/${target.model}`,
        eid: run.run_id,
        time: present({ start: run.started_at, end: run.ended_at }),
        description: `${target.provider} ${target.model}: ${run.workload ?? "an unknown workload"}`,
      },
      scenario: { load: loadOf(run, mean_input) },
      results: {
        request_performance: {
          aggregate: {
            requests: present({
              total,
              failures,
              incomplete,
              input_length: await spread(lengths.input_length, "count"),
              output_length: await spread(lengths.output_length, "count"),
            }),
            latency: present(Object.fromEntries(
              await Promise.all(
                Object.entries(latencies).map(async ([name, [column, units]]) =>
                  [name, await spread(column, units)] as const
                ),
              ),
            )),
            throughput: present({
              input_token_rate: rate(input, "tokens/s"),
              output_token_rate: rate(output, "tokens/s"),
              total_token_rate: rate(
                input === null || output === null ? null : input + output,
                "tokens/s",
              ),
              request_rate: rate(ok, "queries/s"),
            }),
          },
        },
      },
    };
    files.push({ name: names[i], text: JSON.stringify(report, null, 2) + "\n" });
  }
  return files;
}

/** What is known: the report leaves out what is not. */
const present = <T>(all: Record<string, T | null | undefined>): Record<string, T> =>
  Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, T] =>
      entry[1] !== null && entry[1] !== undefined
    ),
  );

function loadOf(run: Exported["run"], observed: number | null) {
  const config = (run.config ?? {}) as Record<string, JsonValue>;
  const number = (name: string) => typeof config[name] === "number" ? config[name] : null;
  const [mean, spread] = [number("mean_input_tokens"), number("stddev_input_tokens")];
  const concurrency = number("concurrency");
  const input = mean !== null && spread !== null
    ? spread > 0
      ? { distribution: "gaussian", value: mean, std_dev: spread }
      : { distribution: "fixed", value: mean }
    : { distribution: "other", value: observed ?? 0 };
  return {
    metadata: present({ cfg_id: run.workload_hash, description: run.workload }),
    standardized: {
      tool: run.imported_from ?? "tokenboard",
      tool_version: run.versions?.[run.imported_from ?? "tokenboard"] ?? "unknown",
      source: run.imported_from ? "unknown" : "sampled",
      input_seq_len: input,
      ...Number.isInteger(concurrency) && concurrency! > 0 ? { concurrency } : {},
    },
    native: {
      config: present({
        config: run.config,
        location: run.location,
        selection: run.selection,
        caveat: run.caveat,
        clock: run.clock,
        invalid: run.invalid,
      }),
    },
  };
}
