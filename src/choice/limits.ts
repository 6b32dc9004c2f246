/** The two limits a reader sets, as the page's address keeps them: steps of sliders, words, defaults. */
import { escapeHtml } from "../words/format.js";
import { selectHtml } from "../components/controls.js";
import { limitSteps, usualLimits } from "../shared/limit_steps.js";

/** Limits of a reader: TTFT, and one of the two times that say how the rest came. Seconds. */
export interface Limits {
  ttft: number;
  per: "tpot_s" | "e2e_latency_s";
  limit: number;
}

/** Steps of each slider, in seconds. */
export const steps = {
  ttft: limitSteps.ttft_s,
  tpot_s: limitSteps.tpot_s,
  e2e_latency_s: limitSteps.e2e_latency_s,
};

export type LimitState = { ttft: string; per: string; tpot_s: string; e2e_latency_s: string };
export const limitDefaults: LimitState = {
  ttft: String(usualLimits.ttft_s),
  per: "tpot_s",
  tpot_s: String(usualLimits.tpot_s),
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
function sliderHtml(name: keyof typeof steps, state: LimitState): string {
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

/** The controls of both limits, as fields of a form. */
export const limitFields = (state: LimitState): string[] => [
  `<fieldset><legend>Limit on the first token</legend>${sliderHtml("ttft", state)}</fieldset>`,
  selectHtml(
    "and on",
    "per",
    [["tpot_s", "time per output token"], ["e2e_latency_s", "latency, end to end"]],
    state.per,
  ),
  `<fieldset><legend>Its limit</legend>${sliderHtml("tpot_s", state)}${
    sliderHtml("e2e_latency_s", state)
  }</fieldset>`,
];

/** Says the limits at sliders that stay as they are while one is dragged: only their words change. */
export function saySliders(root: HTMLElement, limits: Limits): void {
  for (const input of root.querySelectorAll<HTMLInputElement>("input[type=range]")) {
    const words = input.name === "ttft" ? ttftWords(limits.ttft) : limitWords(limits);
    const label = input.closest<HTMLElement>("label")!;
    label.hidden = input.name !== "ttft" && input.name !== limits.per;
    label.querySelector("output")!.textContent = words;
    input.setAttribute("aria-valuetext", words);
  }
}
