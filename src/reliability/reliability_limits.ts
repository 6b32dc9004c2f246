/** The two limits a reader sets, as the page's address keeps them: steps of sliders, words, defaults. */
import type { Limits } from "./reliability_data.js";

/** Steps of each slider, in seconds. */
export const steps = {
  ttft: [0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.5, 2, 3, 4, 5, 7.5, 10, 15, 30],
  tpot_s: [5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500].map((ms) => ms / 1000),
  e2e_latency_s: [0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 10, 12.5, 15, 20, 25, 30, 45, 60],
};

export type LimitState = { ttft: string; per: string; tpot_s: string; e2e_latency_s: string };
/** METHOD's example: 0.5 s and 50 ms. */
export const limitDefaults: LimitState = {
  ttft: "0.5",
  per: "tpot_s",
  tpot_s: "0.05",
  e2e_latency_s: "5",
};

/** Step of a slider nearest to a value; an address may name any. */
export function nearest(name: keyof typeof steps, value: number): number {
  const off = (s: number) => Math.abs(Math.log(s / value));
  return steps[name].reduce((best, s, i) => off(s) < off(steps[name][best]) ? i : best, 0);
}

/** What a state says, on the sliders' steps; what it cannot mean falls back to the defaults. */
export function limitsOf(state: LimitState): Limits {
  const per = state.per === "e2e_latency_s" ? "e2e_latency_s" : "tpot_s";
  const at = (name: keyof typeof steps) => {
    const value = Number(state[name]);
    return steps[name][nearest(name, value > 0 ? value : Number(limitDefaults[name]))];
  };
  return { ttft: at("ttft"), per, limit: at(per) };
}

/** "0.5 s", "50 ms". */
export const ttftWords = (s: number): string => `${s} s`;
export const limitWords = ({ per, limit }: Limits): string =>
  per === "tpot_s" ? `${Math.round(limit * 1000)} ms a token` : `${limit} s end to end`;
