/** `deno task bench --dry-run`: the plan, and what it can support by what was measured before. */
import { leaderboardInfos } from "../metrics/metrics.ts";
import { mostUsed } from "../budget/budget.ts";
import { pricesOn } from "../budget/price.ts";
import type { Config } from "../plan/config.ts";
import type { Turn } from "../plan/plan.ts";
import { planSupport } from "../report/plan_support.ts";
import { planReport, planText } from "../report/plan_text.ts";
import { terminalWidth } from "../report/table.ts";
import { spreadOf } from "../queries/spread.ts";
import { openStore } from "../store/views.ts";
import { wallNow } from "../wire/clock.ts";

/** Prints the plan of a configuration; nothing is sent. Spreads are those of runs in `resultsDir`. */
export async function dryRun(
  config: Config,
  workload: string,
  turns: Turn[],
  { json, resultsDir }: { json?: boolean; resultsDir?: string },
): Promise<void> {
  const db = await openStore(resultsDir);
  const metricNames = leaderboardInfos.map((m) => m.name);
  const spreads = [];
  for (const { provider, model, simulate } of config.targets) {
    const target = { provider, model, simulated: simulate !== undefined };
    spreads.push(await spreadOf(db, target, workload, metricNames));
  }
  db.close();
  const support = planSupport(config, spreads);
  // Of a correctness run nothing is timed.
  const timed = config.kind === "correctness" ? { ...support, quantiles: [], power: [] } : support;
  const { usd } = mostUsed(config, turns, await pricesOn(wallNow()));
  const plan = planReport(config, workload, turns, timed, Number.isFinite(usd) ? usd : null);
  console.log(json ? JSON.stringify(plan) : planText(plan, terminalWidth()));
}
