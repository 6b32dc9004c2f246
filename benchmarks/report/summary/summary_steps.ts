/** The steps of a sweep or a search: what each load gave, and the highest that kept the limits. */
import { type Share, shareOf } from "../../judging/statistics/goodput.ts";
import { metric } from "../../metrics/metrics.ts";
import { bracket, isSure, type Step } from "../../shared/load_steps.ts";
import type { Shaped } from "../../plan/load/load_schema.ts";
import { parseJson } from "../../providers/read/json.ts";
import { type Database, quote } from "../../store/duckdb.ts";
import { folded } from "../folded.ts";
import { printable, table } from "../table.ts";
import { significant } from "./significant.ts";
import { targetLabels } from "./summary_labels.ts";

/** One step of a target. */
export interface LoadStep {
  provider: string;
  model: string;
  block: number;
  /** Planned requests per second; null in a closed loop. */
  rate: number | null;
  /** Most in flight that were planned. */
  concurrency: number;
  requests: number;
  succeeded: number;
  dropped: number;
  ttft_median_s: number | null;
  latency_p99_s: number | null;
  /** Succeeded requests per second, from the first sent to the last ended. */
  served_per_s: number | null;
  /** Of a search: the share of requests that kept every limit. */
  goodput: Share | null;
}

export interface Steps {
  /** The load as the configuration has it. */
  load: Shaped<"sweep"> | Shaped<"find">;
  steps: LoadStep[];
}

/** The steps of a run; null where its load has none. */
export async function stepsOf(db: Database, runId: string): Promise<Steps | null> {
  const run = `run_id = ${quote(runId)}`;
  const { rows: [found] } = await db.query(
    `SELECT CAST(config->'$.load' AS VARCHAR) AS load FROM runs WHERE ${run}`,
  );
  const load = parseJson(String(found?.load)) as unknown as Steps["load"] | undefined;
  if (load?.shape !== "sweep" && load?.shape !== "find") return null;
  const limits = load.shape === "find" ? Object.entries(load.slo) : [];
  const kept = limits.map(([name, s]) => `${name} <= ${s}`).join(" AND ");
  const { rows } = await db.query(
    `SELECT provider, model, block, any_value(rate_planned) AS rate,
    any_value(concurrency_planned)::INTEGER AS concurrency,
    (count(*) FILTER (status <> 'incomplete'))::INTEGER AS requests,
    (count(*) FILTER (status = 'ok'))::INTEGER AS succeeded,
    (count(*) FILTER (status = 'dropped'))::INTEGER AS dropped,
    median(ttft_s) FILTER (status = 'ok') AS ttft_median_s,
    quantile_cont(e2e_latency_s, 0.99) FILTER (status = 'ok') AS latency_p99_s,
    ${metric("served_per_s").sql} AS served_per_s,
    ${
      kept
        ? `list(status = 'ok' AND coalesce(${kept}, false) ORDER BY request_index)
          FILTER (status <> 'incomplete')`
        : "NULL"
    } AS good
    FROM requests WHERE ${run} AND phase = 'measured'
    GROUP BY provider, model, block ORDER BY provider, model, coalesce(rate, concurrency)`,
  );
  const steps = rows.map(({ good, ...step }) => ({
    ...step,
    goodput: Array.isArray(good) ? shareOf(good as boolean[]) : null,
  }));
  return { load, steps: steps as unknown as LoadStep[] };
}

/** A table of the steps of each target, and what a search found, in lines of at most `width` characters. */
export function stepsText(found: Steps | null, width: number): string[] {
  if (!found) return [];
  const targets = [...Map.groupBy(found.steps, (s) => `${s.provider} ${s.model}`).values()];
  const labels = targetLabels(targets.map(([step]) => step));
  return targets.flatMap((steps, i) => [
    "",
    ...(targets.length > 1 ? [printable(labels[i])] : []),
    ...stepTable(found, steps, width),
    ...(found.load.shape === "find" ? [folded("", foundText(found.load, steps), width)] : []),
  ]);
}

function stepTable({ load }: Steps, steps: LoadStep[], width: number): string[] {
  const of = (value: number | null) => value === null ? "–" : significant(value);
  const search = load.shape === "find";
  const over = load.rate ? "requests/s" : "in flight";
  const columns = ["requests", "dropped", "succeeded/s", "TTFT, s", "P99 latency, s"];
  return [table(
    [over, ...columns, ...(search ? ["good"] : [])],
    steps.map((s) => [
      load.rate ? of(s.rate) : s.concurrency,
      s.requests,
      s.dropped,
      of(s.served_per_s),
      of(s.ttft_median_s),
      of(s.latency_p99_s),
      ...(search ? [s.goodput ? percent(s.goodput.share) : "–"] : []),
    ]),
    width,
    columns,
  )];
}

/** What a search came to, in a sentence or two, and how sure it is. */
export function foundText(load: Shaped<"find">, all: LoadStep[]): string {
  const unit = load.rate ? "requests/s" : "in flight";
  const steps = all.flatMap(({ rate, concurrency, goodput }): Step[] =>
    goodput ? [{ level: load.rate ? rate! : concurrency, ...goodput }] : []
  );
  const { high, low } = bracket(load, steps);
  const limits = Object.entries(load.slo).map(([name, s]) => `${name} up to ${s}`).join(" and ");
  const asked = `${percent(load.goodput)} of the requests with ${limits}`;
  const level = ({ level }: Step) => `${significant(level)} ${unit}`;
  const share = (step: Step) =>
    `${percent(step.share)} (95% interval ${percent(step.low)} to ${percent(step.high)})`;
  if (!high) {
    return low
      ? `Not reached: ${level(low)}, the least that was tried, had ${share(low)}, not ${asked}.`
      : "No step of the search was made.";
  }
  const unsure = [high, low].filter((step) => step && !isSure(step, load.goodput));
  if (!low) {
    return `Not reached: ${level(high)}, the most that was tried, still had ${share(high)}: ` +
      `the highest with ${asked} is beyond.`;
  }
  return `Highest with ${asked}: ${level(high)}, which had ${share(high)}; ${level(low)} had ${
    share(low)
  }. ${
    unsure.length
      ? `Not sure: at ${unsure.map((s) => level(s!)).join(" and ")} the interval holds ${
        percent(load.goodput)
      }; more requests in each step would tell.`
      : "Both intervals lie on their side of what is asked."
  }`;
}

const percent = (share: number) => `${(100 * share).toFixed(1).replace(/\.0$/, "")}%`;
