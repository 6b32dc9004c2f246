/** How a round went, read from the folder of its run: the same whether we saw its end or were killed before. */
import { pricesOn } from "../budget/price.ts";
import { usedBy } from "../budget/used.ts";
import type { Config } from "../plan/config.ts";
import { planSize } from "../plan/plan.ts";
import { stopped } from "../bench/run_folder.ts";
import { recover } from "../bench/rescue.ts";
import { interrupted } from "../store/journal/recover.ts";
import { isHeld } from "../store/journal/writer_lock.ts";
import { readRunFile, type RunFile } from "../store/run_file.ts";
import { openUnjudged } from "../store/views.ts";
import { sleep } from "../wire/clock.ts";
import type { Outcome } from "./loop.ts";

/** What a round measured of one target. */
export interface MeasuredTarget {
  provider: string;
  model: string;
  succeeded: number;
  ttft_s: number | null;
}

/** A process that lost its watch ends by itself, at once but for its rows. */
const waitsMs = 60_000;

/** Reads the run of a round that is over. `folder` need not be there: then the round ended before its first request. */
export async function outcomeOf(
  folder: string,
  config: Config,
): Promise<Outcome & { targets: MeasuredTarget[] }> {
  for (let waited = 0; waited < waitsMs && await isHeld(folder); waited += 100) await sleep(100);
  const into = folder.slice(0, folder.lastIndexOf("/"));
  await recover(into);
  const run = await readRunFile(folder);
  const nothing = { ...noRows, ended_at: run?.ended_at ?? null };
  if (!run) return { status: "cut", why: "it ended before its first request", ...nothing };
  const { failure, ...rows } = await rowsOf(folder, config, run).catch(() => ({
    ...{ ...noRows, unseen: planSize(config) },
    failure: null,
  }));
  const { attempts, targets } = rows;
  const counts = { ...rows, ended_at: run.ended_at };
  // What was under way when its process was killed was never written.
  if (run.invalid === interrupted) counts.unseen ??= config.concurrency;
  if (run.ended_at === null || run.invalid === stopped || run.invalid === interrupted) {
    const after = `${attempts} request${attempts === 1 ? "" : "s"}`;
    return { status: "cut", why: `it ended after ${after}`, ...counts };
  }
  if (run.invalid) return { status: "failed", why: run.invalid, ...counts };
  if (!targets.some((target) => target.succeeded > 0)) {
    const said = run.targets.map(({ given_up, stopped }) => given_up ?? stopped ?? null);
    const why = said.find((why) => why !== null) ?? failure;
    return { status: "failed", why: why ?? "no request succeeded", ...counts };
  }
  return { status: "measured", why: null, ...counts };
}

const noRows = {
  attempts: 0,
  succeeded: 0,
  tokens: 0,
  usd: null as number | null,
  unseen: undefined as number | undefined,
  targets: [] as MeasuredTarget[],
};

async function rowsOf(folder: string, config: Config, { started_at }: RunFile) {
  const db = await openUnjudged(folder);
  try {
    const { rows: targets } = await db.query(
      `SELECT provider, model, count(*)::DOUBLE AS attempts,
        (count(*) FILTER (status = 'ok'))::DOUBLE AS all_succeeded,
        (count(*) FILTER (status = 'ok' AND phase NOT IN ('warmup', 'cooldown', 'retry')))::DOUBLE AS succeeded,
        median(ttft_s) FILTER (status = 'ok' AND phase = 'measured') AS ttft_s
      FROM requests GROUP BY provider, model ORDER BY provider, model`,
    );
    const { rows: [failure] } = await db.query(
      `SELECT error_class || ' ' || count(*) AS text FROM requests WHERE status = 'failed'
      GROUP BY error_class ORDER BY count(*) DESC, error_class LIMIT 1`,
    );
    const used = await usedBy(db, config, await pricesOn(new Date(started_at!)));
    const sum = (name: string) => targets.reduce((total, row) => total + Number(row[name]), 0);
    return {
      attempts: sum("attempts"),
      tokens: used.tokens,
      usd: Number.isNaN(used.usd) ? null : used.usd,
      succeeded: sum("all_succeeded"),
      targets: targets as unknown as MeasuredTarget[],
      unseen: undefined,
      failure: failure ? `no request succeeded: ${failure.text}` : null,
    };
  } finally {
    db.close();
  }
}
