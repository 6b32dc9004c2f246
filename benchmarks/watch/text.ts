/** What a watch prints: a line for each round, and a line below of what comes. */
import { type Amounts, amountText, type Budget } from "../budget/budget.ts";
import { timeText } from "./duration.ts";
import type { MeasuredTarget } from "./outcome.ts";
import type { Round, WatchState } from "../store/watches/watch_file.ts";
import { tally } from "./state.ts";

const count = (n: number) => n.toLocaleString("en-US");
const plural = (n: number, what: string) => `${count(n)} ${what}${n === 1 ? "" : "s"}`;
/** `2026-11-29 14:07:03`, UTC. */
export const moment = (iso: string) => iso.slice(0, 19).replace("T", " ");

const namedTargets = 3;

/** One round. */
export function roundText(round: Round, targets: MeasuredTarget[]): string {
  const head = moment(round.began_at ?? round.due_at);
  if (round.status === "missed") {
    const rounds = round.through
      ? `rounds ${round.round} to ${round.through}`
      : `round ${round.round}`;
    return `${head}  ${rounds} missed: ${round.why}`;
  }
  const took = timeText((Date.parse(round.ended_at!) - Date.parse(round.began_at!)) / 1000);
  const how = {
    measured: `${count(round.succeeded)} of ${
      plural(round.attempts, "request")
    } answered in ${took}`,
    failed: `failed: ${round.why}`,
    cut: `cut off: ${round.why}${
      round.attempts ? "; what finished is kept, and is no result" : ""
    }`,
    measuring: "being measured",
  }[round.status];
  const found = round.status === "measured" && targets.length ? targetsText(targets) : "";
  // Before its first request a run leaves nothing.
  const run = round.attempts ? `  ${round.run_id}` : "";
  return `${head}  round ${round.round}  ${how}${found}${run}`;
}

function targetsText(targets: MeasuredTarget[]): string {
  const named = targets.slice(0, namedTargets).map(({ provider, ttft_s, succeeded }) =>
    ttft_s === null
      ? `${provider} ${succeeded ? plural(succeeded, "answer") : "nothing"}`
      : `${provider} ${ttft_s.toPrecision(3)} s`
  );
  const others = targets.length - named.length;
  const timed = targets.some(({ ttft_s }) => ttft_s !== null);
  return `; ${timed ? "median TTFT " : ""}${named.join(", ")}${
    others > 0 ? `, and ${others} more` : ""
  }`;
}

/** All rounds until now, in one phrase. */
export function tallyText(state: WatchState): string {
  const { measured, failed, cut, missed } = tally(state);
  return [
    `${measured} measured`,
    ...(failed ? [`${failed} failed`] : []),
    ...(cut ? [`${cut} cut off`] : []),
    ...(missed ? [`${missed} missed`] : []),
  ].join(", ");
}

/** What was used of a budget. */
export const usedText = (budget: Budget, used: Amounts): string =>
  (Object.keys(budget) as (keyof Amounts)[])
    .map((kind) => `${amountText(kind, used[kind])} of ${amountText(kind, budget[kind]!)}`)
    .join(", ");

/** A line that stands below the others on a terminal and is written over. */
export class StatusLine {
  #shown = Deno.stderr.isTerminal();
  #text = "";

  show(text: string): void {
    if (!this.#shown || text === this.#text) return;
    this.#text = text;
    this.#write(`\r\x1b[2K${[...text].slice(0, widthOf() - 1).join("")}`);
  }

  /** Takes it away, so that a line of the others can be printed. */
  clear(): void {
    if (this.#text) this.#write("\r\x1b[2K");
    this.#text = "";
  }

  #write(text: string): void {
    Deno.stderr.writeSync(new TextEncoder().encode(text));
  }
}

function widthOf(): number {
  try {
    return Deno.consoleSize().columns || 80;
  } catch {
    return 80;
  }
}
