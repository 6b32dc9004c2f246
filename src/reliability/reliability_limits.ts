/** The two limits a reader sets, as the page's address keeps them: steps of sliders, words, defaults. */
import { escapeHtml } from "../words/format.js";
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

/** What a state says, once `knownLimits` has mended it. */
export function limitsOf(state: LimitState): Limits {
  const per = state.per as Limits["per"];
  return { ttft: Number(state.ttft), per, limit: Number(state[per]) };
}

/** "0.5 s", "50 ms". */
export const ttftWords = (s: number): string => `${s} s`;
export const limitWords = ({ per, limit }: Limits): string =>
  per === "tpot_s" ? `${Math.round(limit * 1000)} ms a token` : `${limit} s end to end`;

/** Puts each limit of a state on a step of its slider; what it cannot mean falls back to its default. */
export function knownLimits(state: LimitState): void {
  for (const name of Object.keys(steps) as (keyof typeof steps)[]) {
    const value = Number(state[name]);
    const known = value > 0 ? value : Number(limitDefaults[name]);
    state[name] = String(steps[name][nearest(name, known)]);
  }
  if (state.per !== "e2e_latency_s") state.per = "tpot_s";
}

/** The slider of a limit; of the two second limits that of the other metric is hidden. */
export function sliderHtml(name: keyof typeof steps, state: LimitState): string {
  const limits = limitsOf(state);
  const words = escapeHtml(name === "ttft" ? ttftWords(limits.ttft) : limitWords(limits));
  return `<label class="sl"${name === "ttft" || name === limits.per ? "" : " hidden"}><span>${
    name === "ttft" ? "TTFT at most" : "At most"
  } <output>${words}</output></span><input type="range" name="${name}" min="0" max="${
    steps[name].length - 1
  }" step="1" value="${nearest(name, Number(state[name]))}" data-steps="${
    steps[name].join(" ")
  }" aria-valuetext="${words}"></label>`;
}
