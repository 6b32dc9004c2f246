/** A search while it runs: which turn comes next depends on how the last one went. */
import { shareOf } from "../../judging/statistics/goodput.ts";
import type { Config } from "../../plan/config.ts";
import { nextLevel } from "../../plan/load/find_steps.ts";
import { isFind, type Shaped, type Slo } from "../../plan/load/load_schema.ts";
import type { PlanItem, Turn } from "../../plan/plan.ts";
import { llama2 } from "../../plan/tokenizers.ts";
import { countTokens } from "../../record/count_tokens.ts";
import type { Row } from "../../record/record.ts";
import type { AttemptText } from "../../record/to_record.ts";
import type { Step } from "../../shared/load_steps.ts";

export interface Search {
  /** The planned turns that it needs, each at its level, one at a time. */
  turns(planned: Turn[]): Generator<Turn>;
  /** Takes in the row of an attempt. */
  add(row: Row, text: AttemptText): void;
}

/** Told before each step: which one it is and how many requests it has. */
type Told = (words: string, requests: number) => void;

/** The search of a configuration; null where its load is another. */
export const searchOf = ({ load, duration_s }: Config, began: Told = () => {}): Search | null =>
  isFind(load) ? search(load, duration_s ?? Infinity, began) : null;

function search(load: Shaped<"find">, seconds: number, began: Told): Search {
  const steps = new Map<number, Step[]>();
  let now: [index: number, good: boolean][] | null = null;
  return {
    *turns(planned) {
      for (const turn of planned) {
        if (turn.block === null) {
          yield turn;
          continue;
        }
        const before = steps.get(turn.target) ?? [];
        const level = nextLevel(load, before);
        if (level === null) continue;
        now = [];
        const step = load.rate ? atRate(turn, level, seconds) : atConcurrency(turn, level);
        const most = planned.filter((t) => t.block !== null && t.target === turn.target).length;
        began(stepWords(load, before.length + 1, most, level), step.items.length);
        yield step;
        const good = now.toSorted(([a], [b]) => a - b).map(([, good]) => good);
        steps.set(turn.target, [...before, { level, ...shareOf(good) }]);
        now = null;
      }
    },
    add(row, text) {
      if (!now || row.phase !== "measured" || row.status === "incomplete") return;
      now.push([row.request_index, isGood(load.slo, row, text)]);
    },
  };
}

/** Such as "step 4, at most 9, 24.3 requests/s". */
const stepWords = ({ rate }: Shaped<"find">, step: number, most: number, level: number) =>
  `step ${step}, at most ${most}, ${Number(level.toPrecision(3))} ${
    rate ? "requests/s" : "in flight"
  }`;

/** Lays the planned schedule of 1 request/s over the rate. */
function atRate(turn: Turn, rate: number, seconds: number): Turn {
  const begun = new Set<string>();
  const sessionOf = ({ phase, session }: PlanItem) => `${phase} ${session}`;
  for (const item of turn.items) {
    item.ratePlanned = rate;
    // Only the first turn of a session has a moment.
    if (item.scheduledS === undefined) continue;
    item.scheduledS /= rate;
    if (item.scheduledS < seconds) begun.add(sessionOf(item));
  }
  return { ...turn, items: turn.items.filter((item) => begun.has(sessionOf(item))) };
}

function atConcurrency(turn: Turn, concurrency: number): Turn {
  for (const item of turn.items) item.concurrencyPlanned = concurrency;
  return { ...turn, concurrency };
}

/** Whether an answer kept every limit; what was not observed keeps none. */
function isGood(slo: Slo, row: Row, text: AttemptText): boolean {
  if (row.status !== "ok") return false;
  const keeps = (value: number | null, limit: number | undefined) =>
    limit === undefined || value !== null && value <= limit;
  const { ttft_s, last_token_s, e2e_latency_s: latency, schedule_lag_s: lag } = row;
  return keeps(ttft_s, slo.ttft_s) && keeps(latency, slo.e2e_latency_s) &&
    keeps(latency === null || lag === null ? null : latency + lag, slo.response_time_s) &&
    (slo.tpot_s === undefined || keeps(tpot(ttft_s, last_token_s, row, text), slo.tpot_s));
}

function tpot(ttft: number | null, last: number | null, row: Row, text: AttemptText) {
  const tokens = countTokens(row, text, llama2).output_tokens;
  return ttft === null || last === null || tokens === null || tokens < 2
    ? null
    : (last - ttft) / (tokens - 1);
}
