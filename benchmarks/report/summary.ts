/** The summary of a run: as data for `--json`, and as tables for the terminal. */
import { metric } from "../metrics/metrics.ts";
import { ancestorStatisticsSql, statisticsSql } from "../metrics/statistics.ts";
import { boardId } from "../store/boards.ts";
import { type Database, type JsonValue, quote } from "../store/duckdb.ts";
import { type Probed, probesOf } from "../store/probes.ts";
import { probesText } from "./probes_text.ts";
import { ranksText } from "./summary_ranks.ts";
import { type Sure, sureOf } from "./summary_sure.ts";
import { printable, table } from "./table.ts";

const summarised = [
  "ttft_s",
  "e2e_latency_s",
  "e2e_tokens_per_s",
  "decode_tokens_per_s",
  "inter_token_latency_s",
  "tpot_s",
  "output_tokens",
];

/** The metrics with a table of their own, and the columns of each; P50 is LLMPerf's word for the median. */
const shown = [
  "e2e_tokens_per_s",
  "decode_tokens_per_s",
  "ttft_s",
  "e2e_latency_s",
  "inter_token_latency_s",
  "output_tokens",
];
const columns = ["p50", "mean", "stddev", "min", "max", "p25", "p75", "p90", "p95", "p99"];
/** Characters a line may have. */
const screenWidth = 100;

export interface Summary {
  run_id: string;
  targets: {
    provider: string;
    model: string;
    /** Targets of one board are ranked among each other: one workload, place and model size. */
    board: string;
    counts: Record<string, number>;
    /** By catalogue name, population succeeded: the statistics, and how sure they are. */
    metrics: Record<string, Record<string, JsonValue> & Sure>;
    /** Shares of prompt tokens; `told`: answers that said what was cached. */
    cache: { expected: number | null; observed: number | null; told: number };
    /** What its probes said; null where it had none. */
    probes: Omit<Probed, "run_id" | "provider" | "model" | "simulated"> | null;
  }[];
}

/** Summary of one run from view `requests`. */
export async function summarise(db: Database, runId: string): Promise<Summary> {
  const probed = await probesOf(db, `q.run_id = ${quote(runId)}`);
  // A run of kind correctness has no measured request: its probes are what is counted, and nothing is timed.
  const { rows: [{ n }] } = await db.query(
    `SELECT count(*) AS n FROM requests WHERE run_id = ${quote(runId)} AND phase = 'measured'`,
  );
  const phase = n === 0 && probed.length ? "probe" : "measured";
  const where = `run_id = ${quote(runId)} AND phase = ${quote(phase)}`;
  const counted = await db.query(
    `SELECT provider, model, any_value(${boardId("q")}) AS board, count(*) AS attempts,
    count(*) FILTER (status = 'ok') AS succeeded, count(*) FILTER (status = 'failed') AS failed,
    count(*) FILTER (status = 'incomplete') AS incomplete, count(*) FILTER (status = 'dropped') AS dropped,
    count(*) FILTER (short) AS short, ${metric("cache_hit_rate_expected").sql} AS expected,
    ${metric("cache_hit_rate").sql} AS observed,
    count(cached_tokens_reported) FILTER (status = 'ok') AS told FROM requests q WHERE ${where} GROUP BY provider, model ORDER BY provider, model`,
  );
  const sure = await sureOf(db, runId, summarised);
  const targets: Summary["targets"] = [];
  for (const { provider, model, board, expected, observed, told, ...counts } of counted.rows) {
    const metrics: Summary["targets"][number]["metrics"] = {};
    for (const name of phase === "measured" ? summarised : []) {
      const own = `${where} AND provider = ${quote(String(provider))} AND model = ${
        quote(String(model))
      }`;
      const { rows: [row] } = await db.query(
        `SELECT ${statisticsSql(metric(name), "succeeded")}, ${
          ancestorStatisticsSql(metric(name))
        } FROM requests WHERE ${own}`,
      );
      const { omitted: _o, failed: _f, ...statistics } = row;
      metrics[name] = { ...statistics, ...sure(name, String(provider), String(model)) };
    }
    targets.push({
      provider: String(provider),
      model: String(model),
      board: String(board),
      counts: counts as Record<string, number>,
      metrics,
      cache: { expected, observed, told } as Summary["targets"][number]["cache"],
      probes: ofTarget(probed, String(provider), String(model)),
    });
  }
  return { run_id: runId, targets };
}

function ofTarget(probed: Probed[], provider: string, model: string) {
  const found = probed.find((p) => p.provider === provider && p.model === model);
  if (!found) return null;
  const { run_id: _r, provider: _p, model: _m, simulated: _s, ...probes } = found;
  return probes;
}

/** Tables a person reads: what succeeded, then the statistics of each metric. */
export function summaryText(
  summary: Summary,
  facts: {
    folder: string;
    simulated: string[];
    /** Targets whose certificate was not checked. */
    unverified: string[];
    /** A sentence for each target whose first attempts said that it cannot work. */
    givenUp: string[];
    /** They were asked on all the same. */
    goingOn: boolean;
    errors: string[];
    invalid: string | null;
  },
): string {
  const out: string[] = [];
  if (facts.simulated.length) {
    out.push(
      `SIMULATED: ${facts.simulated.join(", ")} answered from the simulator, not from a provider.`,
    );
  }
  out.push(
    table(
      ["provider", "model", "attempts", "ok", "failed", "short"],
      summary.targets.map((
        t,
      ) => [
        t.provider,
        t.model.length > 50 ? `${t.model.slice(0, 49)}…` : t.model,
        t.counts.attempts,
        t.counts.succeeded,
        t.counts.failed,
        t.counts.short,
      ]),
    ),
  );
  const labels = targetLabels(summary.targets);
  const timed = summary.targets.some((t) => Object.keys(t.metrics).length);
  for (const name of timed ? shown : []) {
    const m = metric(name);
    const rows = summary.targets.map(({ metrics: { [name]: found } }, i) => [
      labels[i],
      found.n,
      ...columns.map((statistic) => round(found[statistic], m.digits)),
    ]);
    out.push(
      "",
      `${titleOf(m)} (succeeded requests)`,
      table(["target", "n", ...columns], rows, screenWidth),
    );
  }
  const ranks = ranksText(summary, labels, screenWidth);
  if (ranks.length) out.push("", ...ranks);
  out.push(...probesText(summary.targets, labels));
  if (facts.unverified.length) {
    out.push(
      "",
      `NOT VERIFIED: any certificate of ${
        facts.unverified.join(", ")
      } was accepted (tls_verify is false).`,
    );
  }
  for (const reason of facts.givenUp.map(printable)) {
    out.push("", facts.goingOn ? reason : `${reason}\nIt was asked no more; --keep-going asks on.`);
  }
  if (facts.invalid) out.push("", `INVALID, not for a ranking: ${facts.invalid}.`);
  if (facts.invalid?.startsWith("interrupted")) {
    out.push(`Go on with it: deno task bench --resume ${facts.folder}`);
  }
  const caching = summary.targets.filter((t) => t.cache.expected !== null);
  if (caching.length) {
    out.push(
      "",
      "Share of prompt tokens from a cache: a perfect one's, and as reported (succeeded requests)",
      table(
        ["provider", "expected", "reported", "answers that told"],
        caching.map((t) => [
          t.provider,
          round(t.cache.expected, 3),
          round(t.cache.observed, 3),
          t.cache.told,
        ]),
      ),
    );
  }
  if (facts.errors.length) {
    out.push(
      "",
      "What failed:",
      ...facts.errors.map((e) => `  ${printable(e)}`),
    );
  }
  if (!summary.targets.some((t) => t.counts.succeeded > 0)) out.push("", "No request succeeded.");
  out.push("", `Rows: ${facts.folder}/requests.parquet`);
  return out.join("\n");
}

const titleOf = ({ label, unit }: { label: string; unit: string }) =>
  label.toLowerCase().endsWith(unit) ? label : `${label}, ${unit}`;

/** A target by its provider; where several share it, by its model too. */
function targetLabels(targets: Summary["targets"]): string[] {
  return targets.map(({ provider, model }) =>
    targets.filter((t) => t.provider === provider).length > 1 ? `${provider} ${model}` : provider
  );
}

const round = (value: JsonValue, digits: number) =>
  typeof value === "number" ? Number(value.toFixed(Math.min(digits + 1, 4))) : value;
