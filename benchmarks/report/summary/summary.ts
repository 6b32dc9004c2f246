/** The summary of a run as data: what `--json` prints, and what the terminal's tables are made of. */
import type { Calibration } from "../../calibration/calibration.ts";
import { calibrationOf } from "../../calibration/read.ts";
import { parseJson } from "../../providers/read/json.ts";
import { metric } from "../../metrics/metrics.ts";
import { llmperfStatisticsSql, statisticsSql } from "../../metrics/statistics.ts";
import { boardId } from "../../queries/board_id.ts";
import { type Database, type JsonValue, quote } from "../../store/duckdb.ts";
import { giveBack } from "../../wire/health/give_back.ts";
import { type Failure, failuresOf } from "./failures.ts";
import { type Probed, probesOf } from "../../queries/probes.ts";
import { type Said, saidOf } from "./summary_said.ts";
import { type SentAgain, sentAgainOf } from "./summary_again.ts";
import { manyAttempts, type Sure, sureOf } from "./summary_sure.ts";
import { type Scheduled, scheduledOf } from "./summary_schedule.ts";
import { type Conversations, sessionsOf } from "./summary_sessions.ts";
import { type Steps, stepsOf } from "./summary_steps.ts";
import { type UnknownEnds, unknownEnds } from "./unknown_ends.ts";

const summarised = [
  "ttft_s",
  "e2e_latency_s",
  "response_time_s",
  "e2e_tokens_per_s",
  "decode_tokens_per_s",
  "inter_token_latency_s",
  "tpot_s",
  "output_tokens",
];

export interface Summary {
  run_id: string;
  /** Which requests the counts are of: measured ones, or probes where there is no other. */
  phase: "measured" | "probe";
  /** What is said of the run beside its numbers. */
  said: Said;
  /** How far off the harness was, where that was measured before the run. */
  calibration: Calibration | null;
  /** What failed, warm-up and probes too. */
  failures: Failure[];
  /** How its schedule was kept, by target; empty in a closed loop. */
  schedule: Scheduled[];
  /** What its conversations were like, by target; empty where no request is a later turn. */
  sessions: Conversations[];
  /** What became of requests that were sent again, by target; empty where none was. */
  again: SentAgain[];
  /** What each step of a sweep or a search gave; null of another load. */
  steps: Steps | null;
  targets: {
    provider: string;
    model: string;
    /** Targets of one board are ranked among each other: one workload, place and model size. */
    board: string;
    /** Whether the simulator answered any of it: by the configuration, or as an answer's own head says. */
    simulated: boolean;
    counts: Record<string, number>;
    /** Succeeded answers whose reason for the end is of no known kind, by the server's word. */
    unknown_finish_reasons: UnknownEnds;
    /** By catalogue name, population succeeded: the statistics, and how sure they are. */
    metrics: Record<string, Record<string, JsonValue> & Sure>;
    /** Shares of prompt tokens; `told`: answers that said what was cached. */
    cache: { expected: number | null; observed: number | null; told: number };
    /** What its probes said; null where it had none. */
    probes: Omit<Probed, "run_id" | "provider" | "model" | "simulated"> | null;
  }[];
}

type Row = Record<string, JsonValue>;

/** Statistics of metrics of each provider and model, in one query: a run may have hundreds, and is read once. */
async function statisticsOf(db: Database, names: string[], where: string) {
  const parts = names.map((name) =>
    `SELECT ${quote(name)} AS metric, provider, model, ${
      statisticsSql(metric(name), "succeeded")
    }, ${llmperfStatisticsSql(metric(name))} FROM own GROUP BY provider, model`
  );
  const { rows } = await db.query(
    `WITH own AS MATERIALIZED (SELECT provider, model, phase, status, error_code, ${
      names.join(", ")
    } FROM requests WHERE ${where}) ${parts.join(" UNION ALL ")}`,
  );
  const keyOf = ({ metric, provider, model }: Row) => JSON.stringify([metric, provider, model]);
  const found = new Map(rows.map((row) => {
    const { metric: _m, provider: _p, model: _l, omitted: _o, failed: _f, ...statistics } = row;
    return [keyOf(row), statistics];
  }));
  return (metric: string, { provider, model }: Row) =>
    found.get(keyOf({ metric, provider, model }));
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
    `SELECT provider, model, any_value(${boardId("q")}) AS board, bool_or(simulated) AS simulated,
    count(*) AS attempts,
    count(*) FILTER (status = 'ok') AS succeeded, count(*) FILTER (status = 'failed') AS failed,
    count(*) FILTER (status = 'incomplete') AS incomplete, count(*) FILTER (status = 'dropped') AS dropped,
    count(*) FILTER (short) AS short, ${metric("cache_hit_rate_expected").sql} AS expected,
    ${metric("cache_hit_rate").sql} AS observed,
    count(cached_tokens_reported) FILTER (status = 'ok') AS told
    FROM requests q WHERE ${where} GROUP BY provider, model ORDER BY provider, model`,
  );
  const ends = await unknownEnds(db, where);
  const failures = await failuresOf(db, runId, phase);
  const sure = await sureOf(db, runId, summarised);
  const attempts = counted.rows.reduce((sum, row) => sum + Number(row.attempts), 0);
  if (attempts >= manyAttempts) giveBack(); // of their lists, before DuckDB takes its own
  const timed = phase === "measured" ? summarised : [];
  const statistics = timed.length ? await statisticsOf(db, timed, where) : null;
  const targets: Summary["targets"] = [];
  for (const row of counted.rows) {
    const { provider, model, board, simulated, expected, observed, told, ...counts } = row;
    const metrics: Summary["targets"][number]["metrics"] = {};
    for (const name of timed) {
      metrics[name] = {
        ...statistics?.(name, { provider, model }),
        ...sure(name, String(provider), String(model)),
      };
    }
    targets.push({
      provider: String(provider),
      model: String(model),
      board: String(board),
      simulated: simulated === true,
      counts: counts as Record<string, number>,
      unknown_finish_reasons: ends(String(provider), String(model)),
      metrics,
      cache: { expected, observed, told } as Summary["targets"][number]["cache"],
      probes: ofTarget(probed, String(provider), String(model)),
    });
  }
  return {
    run_id: runId,
    phase,
    said: await saidOf(db, runId),
    calibration: await calibrationIn(db, runId),
    failures,
    schedule: await scheduledOf(db, where),
    sessions: await sessionsOf(db, where),
    again: await sentAgainOf(db, runId),
    steps: await stepsOf(db, runId),
    targets,
  };
}

async function calibrationIn(db: Database, runId: string): Promise<Calibration | null> {
  const { rows: [run] } = await db.query(
    `SELECT calibration FROM runs WHERE run_id = ${quote(runId)}`,
  );
  return calibrationOf(parseJson(String(run?.calibration)));
}

function ofTarget(probed: Probed[], provider: string, model: string) {
  const found = probed.find((p) => p.provider === provider && p.model === model);
  if (!found) return null;
  const { run_id: _r, provider: _p, model: _m, simulated: _s, ...probes } = found;
  return probes;
}
