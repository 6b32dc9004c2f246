/** What a person will spend: a run that could pass it is not begun. */
import { type Config, ConfigError } from "../plan/config.ts";
import type { Turn } from "../plan/plan.ts";
import { longestAnswers } from "./longest.ts";
import { type Prices, usdOf } from "./price.ts";

const kinds = ["requests", "tokens", "usd"] as const;
/** Sums of fractions of a cent differ in their last digits. */
const rounding = 1 + 1e-9;
/** Requests, tokens of input and output together, US dollars. */
export type Amounts = Record<(typeof kinds)[number], number>;
/** What is not named has no limit. */
export type Budget = Partial<Amounts>;

/** What is left of a budget. */
export interface Left {
  left: Budget;
  /** The most that a run like this one has used: it may use that again. */
  most?: Amounts;
  /** Requests that were sent and left no row, for a process was killed. */
  unseen?: number;
}

/** The run would pass the budget: nothing was sent. */
export class OverBudget extends ConfigError {}

const written = /^(\d+(?:\.\d+)?) ?([kM])? ?(?:(req|requests?)|(tok|tokens?)|(usd|\$))$/;

/** A part of a budget: `5000req`, `2Mtok`, `10usd`; null of anything else. */
export function budgetOf(text: string): Budget | null {
  const [, number, times, requests, tokens] = written.exec(text.trim()) ?? [];
  if (number === undefined) return null;
  const value = Number(number) * { k: 1e3, M: 1e6, "": 1 }[times ?? ""]!;
  return { [requests ? "requests" : tokens ? "tokens" : "usd"]: value };
}

/**
 * What a plan uses at most, and `each`, what one of its requests does: every answer as long as it may be, every
 * request sent as often as it may be. Prompts count
 * by the reference tokenizer.
 */
export function mostUsed(
  config: Config,
  turns: Turn[],
  prices: Prices | null,
): Amounts & { each: Amounts } {
  const most = { requests: 0, tokens: 0, usd: 0 };
  const each = { ...most };
  const attempts = 1 + (config.retries?.max ?? 0);
  for (const { target, items } of turns) {
    const { params } = config.targets[target];
    for (const { phase, inputTokensTarget: input, outputTokensTarget } of items) {
      const output = longestAnswers(outputTokensTarget, params);
      const usd = prices ? usdOf({ input, output }, prices(config.targets[target]), true) : 0;
      const used = { requests: 1, tokens: input + output, usd };
      for (const kind of kinds) {
        most[kind] += used[kind] * (phase === "probe" ? 1 : attempts);
        each[kind] = Math.max(each[kind], used[kind]);
      }
    }
  }
  return { ...most, each };
}

/**
 * Throws where a plan could use more than what is left: `OverBudget`, or `ConfigError` where nobody can know, since a
 * target has no price or its answers no limit. `prices` are needed for a budget in money.
 */
export function refuseOverBudget(
  config: Config,
  turns: Turn[],
  { left, most, unseen = 0 }: Left,
  prices: Prices | null,
): void {
  const refuse = (faults: string[]) => {
    throw new ConfigError(config.name, faults, "be measured within a budget");
  };
  if (left.usd !== undefined) {
    const free = config.targets.filter((target) => !prices!(target));
    if (free.length) {
      refuse(
        free.map(({ provider, model }) =>
          `${provider} ${model}: data/prices.csv has no price of its input and output in force today: add a line`
        ),
      );
    }
  }
  const planned = mostUsed(config, turns, left.usd === undefined ? null : prices);
  if (planned.tokens === Infinity && (left.tokens !== undefined || left.usd !== undefined)) {
    refuse(["its answers have no limit of tokens: a budget of requests is the only one"]);
  }
  const faults = kinds.flatMap((kind) => {
    const could = Math.max(planned[kind], most?.[kind] ?? 0) + unseen * planned.each[kind];
    const has = left[kind];
    return has === undefined || could <= has * rounding
      ? []
      : [`up to ${amountText(kind, could)} needed, ${amountText(kind, Math.max(has, 0))} left`];
  });
  if (faults.length) throw new OverBudget(config.name, faults, "be measured within the budget");
}

/** Takes what was used from what was left. */
export const minus = (left: Budget, used: Amounts): Budget =>
  Object.fromEntries(
    kinds.flatMap((kind) => left[kind] === undefined ? [] : [[kind, left[kind] - used[kind]]]),
  );

export const amountText = (kind: keyof Amounts, n: number): string =>
  kind === "usd"
    ? `${n.toFixed(n < 0.1 ? 4 : 2)} USD`
    : `${Math.round(n).toLocaleString("en-US")} ${kind}`;

/** A part of a budget as `budgetOf` reads it. */
export const amountWords = (kind: string, n: number): string =>
  `${n}${{ requests: "req", tokens: "tok" }[kind] ?? kind}`;
