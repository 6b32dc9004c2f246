/** How sure the medians of a run are, and the ranks of its targets. */
import { keyOf, support } from "../../judging/standing.ts";
import { look } from "../../judging/view.ts";
import { metric } from "../../metrics/metrics.ts";
import { type Database, quote } from "../../store/duckdb.ts";
import { giveBack } from "../../wire/health/give_back.ts";
import { systemsOf } from "../../queries/systems.ts";

/** How sure a target's median is, and where that puts it among the targets of its table. */
export interface Sure {
  /** 95% interval of the median. */
  interval: [number, number] | null;
  /** As many independent requests would say as much of the median. */
  effective_n: number;
  /** Quantiles with too few requests for an interval, each with the reason. */
  weak: Record<string, string>;
  /** Time blocks that hold a value of the metric. */
  blocks: number;
  /** Of the other quantiles those that hold for this session only, with the time blocks that other times need. */
  blocks_needed: Record<string, number>;
  /** Under ten time blocks: nothing holds for other times than the run's own. */
  one_sitting: boolean;
  /** First and last rank it can have; null where it is not ranked, or the metric has no direction. */
  rank: [number, number] | null;
  tier: number | null;
  eligible: boolean;
  /** Why it is not. */
  reasons: string[];
}

/** From so many on, what one metric's judging leaves behind is collected before the next one's. */
export const manyAttempts = 10_000;

/** Ranks and intervals of a run's targets, each within its own table. */
export async function sureOf(
  db: Database,
  runId: string,
  metricNames: string[],
): Promise<(metric: string, provider: string, model: string) => Sure> {
  const { rows: [run] } = await db.query(
    `SELECT invalid FROM runs WHERE run_id = ${quote(runId)}`,
  );
  const tables = Map.groupBy(
    await systemsOf(db, `q.run_id = ${quote(runId)}`, metricNames),
    (s) => s.board,
  );
  const found = new Map<string, Sure>();
  for (const systems of tables.values()) {
    const definitions = metricNames.map((name) => ({
      metric: name,
      better: metric(name).better ?? "higher",
      population: "succeeded" as const,
    }));
    const invalid = new Map(systems.map((s) => [keyOf(s), s.target_invalid]));
    const refused = (key: string) =>
      run?.invalid ? `the run is invalid: ${run.invalid}` : invalid.get(key) ?? null;
    const attempts = systems.reduce((sum, s) => sum + s.attempts.status.length, 0);
    for (const definition of definitions) {
      if (attempts >= manyAttempts) giveBack();
      // One at a time: what judges a run of a million requests holds each of them several times over.
      const { judgement: judged, drawn } = look(systems, definition, refused);
      // More is neither better nor worse: an interval, and no rank.
      const ranked = metric(judged.metric).better !== null;
      for (const s of judged.standings) {
        // LLMPerf's summary has a P90, a leaderboard has none.
        const p90 = support(drawn[systems.findIndex((x) => keyOf(x) === s.key)], 0.9);
        found.set(`${judged.metric}\n${s.key}`, {
          interval: s.interval,
          effective_n: s.worth.median,
          weak: { ...s.weak, ...(p90.weak ? { p90: p90.weak } : {}) },
          blocks: s.blocks,
          blocks_needed: {
            ...s.blocks_needed,
            ...(p90.blocksNeeded ? { p90: p90.blocksNeeded } : {}),
          },
          one_sitting: s.one_sitting,
          rank: ranked ? s.rank : null,
          tier: ranked ? s.tier : null,
          eligible: s.below.length === 0,
          reasons: s.below,
        });
      }
    }
  }
  const none = {
    interval: null,
    effective_n: 0,
    weak: {},
    blocks: 0,
    blocks_needed: {},
    one_sitting: true,
    rank: null,
    tier: null,
  };
  return (name, provider, model) =>
    found.get(`${name}\n${runId}\n${provider}\n${model}`) ??
      { ...none, eligible: false, reasons: ["no measured attempt"] };
}
