/** What `--dry-run` prints: the plan, its tokens, and what it can support. */
import { wilson } from "../shared/wilson.ts";
import { metric } from "../metrics/metrics.ts";
import type { Config } from "../plan/config.ts";
import type { Turn } from "../plan/plan.ts";
import { assumedSigma, type PlanSupport, type QuantileSupport } from "./plan_support.ts";
import { readableTable } from "./table.ts";

/** The plan as data. Tokens are asked for, not counted. */
export interface PlanReport extends PlanSupport {
  config_name: string;
  workload: string;
  targets: { provider: string; model: string }[];
  /** Of all targets, warm-up too. */
  requests_in_all: number;
  /** Those of warm-up and cool-down among them, which no statistic has. */
  requests_aside: number;
  /** Were every request that may be sent again to fail each time. */
  most_attempts: number;
  prompt_tokens: number;
  output_tokens: number;
  /** US dollars by `data/prices.csv`, every answer as long as it may be; null where a price or a limit is not known. */
  most_usd: number | null;
  /** What the answers of a correctness run will say; null of another one. */
  mismatch: MismatchSupport | null;
}

/** 95% intervals of the mismatch rate, were every request of a target answered. */
export interface MismatchSupport {
  none_wrong: [number, number];
  tenth_wrong: [number, number];
}

const mismatchSupport = (n: number): MismatchSupport => ({
  none_wrong: wilson(0, n),
  tenth_wrong: wilson(Math.round(n / 10), n),
});

/** The plan of a configuration with what it can support. */
export function planReport(
  config: Config,
  workload: string,
  turns: Turn[],
  support: PlanSupport,
  most_usd: number | null,
): PlanReport {
  const items = turns.flatMap((turn) => turn.items);
  const sum = (of: (item: (typeof items)[number]) => number) =>
    items.reduce((total, item) => total + of(item), 0);
  return {
    config_name: config.name,
    workload,
    targets: config.targets.map(({ provider, model }) => ({ provider, model })),
    requests_in_all: items.length,
    requests_aside: sum(({ phase }) => phase === "warmup" || phase === "cooldown" ? 1 : 0),
    most_attempts: sum(({ phase }) => phase === "probe" ? 1 : 1 + (config.retries?.max ?? 0)),
    prompt_tokens: sum((i) => i.inputTokensTarget),
    output_tokens: sum((i) => i.outputTokensTarget ?? 0),
    most_usd,
    mismatch: config.kind === "correctness" ? mismatchSupport(support.requests) : null,
    ...support,
  };
}

const count = (n: number) => n.toLocaleString("en-US");
const plural = (n: number, what: string) => `${count(n)} ${what}${n === 1 ? "" : "s"}`;
const percent = (share: number | null) =>
  share === null ? "too few" : `${share < 1 ? (100 * share).toFixed(1) : Math.round(100 * share)}%`;

/** Three digits, and never less than the amount. */
function dollars(usd: number): string {
  const digits = Math.max(2, 2 - Math.floor(Math.log10(usd)));
  const unit = 10 ** digits;
  return `${(Math.ceil(usd * unit - 1e-6) / unit).toFixed(digits)} USD`;
}

/** The plan in words, its tables at most `width` wide; nothing of it was sent. */
export function planText(plan: PlanReport, width = Infinity): string {
  const power = plan.power.map((p) => [
    `${p.provider} ${p.model}`,
    metric(p.metric).label,
    `${p.sigma.toFixed(2)}${p.sigma_from ? "" : " assumed"}`,
    percent(p.median),
    percent(p.p95),
    count(p.requests_for_10_percent.median),
    count(p.requests_for_10_percent.p95),
  ]);
  const sent = [
    `${plan.config_name}: ${plural(plan.requests_in_all, "request")}${
      plan.requests_aside ? ` (${count(plan.requests_aside)} of warm-up and cool-down)` : ""
    } to ${plural(plan.targets.length, "target")} in ${
      plural(plan.blocks, "block")
    } (${plan.workload}).`,
    `It would send ${count(plan.prompt_tokens)} prompt tokens and ${
      plan.output_tokens ? `ask for ${count(plan.output_tokens)}` : "set no limit to the answers"
    }. Nothing was sent.`,
    ...plan.most_attempts > plan.requests_in_all
      ? [`Failures are sent again: it may be up to ${count(plan.most_attempts)} attempts.`]
      : [],
    ...plan.most_usd ? [`It would cost at most ${dollars(plan.most_usd)} by data/prices.csv.`] : [],
  ];
  if (plan.mismatch) {
    const { none_wrong, tenth_wrong } = plan.mismatch;
    sent.push(
      "",
      `${plural(plan.requests, "answer")} of each target: if none is wrong, up to ${
        percent(none_wrong[1])
      } of all its answers may be; if one in ten is, ${percent(tenth_wrong[0])} to ${
        percent(tenth_wrong[1])
      } (95%).`,
    );
  }
  if (plan.quantiles.length === 0) return sent.join("\n");
  const seen = [...new Set(plan.power.flatMap((p) => p.sigma_from ?? []))];
  return [
    ...sent,
    "",
    `${count(plan.requests)} measured requests of each target are expected to say as much as ${
      count(plan.effective_n)
    } independent ones${
      plan.tau > 1 ? ` (requests of a wave resemble each other: ${plan.tau} count as one)` : ""
    }.`,
    readableTable(
      ["of each target", "interval", "holds for"],
      plan.quantiles.map((q) => [
        q.quantile.replace("p", "P"),
        intervalWords(q, plan.requests),
        holdsFor(q),
      ]),
      width,
    ),
    "",
    "Differences between two targets that would be found in 9 of 10 runs, and requests of each that would find 10%:",
    readableTable(
      ["target", "metric", "spread", "of median", "of P95", "10% median", "10% P95"],
      power,
      width,
    ),
    `Spread: standard deviation of the natural log${
      seen.length ? `, seen in ${seen.join(", ")}` : ""
    }${
      plan.power.some((p) => !p.sigma_from)
        ? `; ${assumedSigma} is assumed where no run of the target with this workload is in the store`
        : ""
    }. Within 5% two count as practically equal.`,
  ].join("\n");
}

function intervalWords(q: QuantileSupport, requests: number): string {
  if (!q.interval) return `no, needs ${count(q.requests_needed)} requests`;
  return requests < q.requests_to_be_sure
    ? `perhaps, in 9 of 10 runs from ${count(q.requests_to_be_sure)} requests`
    : "yes";
}

function holdsFor(q: QuantileSupport): string {
  if (!q.interval) return "–";
  if (q.other_times) return "other times too";
  return `this run only, other times need ${q.blocks_needed} blocks`;
}
