/**
 * What stands above and below the tables of `/`, computed from the rows. A sentence about one board shows with that
 * board alone, without a script too.
 */
import type { LeftOut } from "@/benchmarks/queries/leaderboard.ts";
import type { Chosen } from "@/benchmarks/store/board/board_choice.ts";
import { type RequestRow, requestsIn } from "../rows/board.js";
import { choiceHtml } from "../choice/newest.js";
import { shownWith } from "./board_only.js";
import type { Board } from "../rows/boards.js";
import { count, escapeHtml } from "../words/format.js";
import { pageHref, runHref } from "../words/links.js";
import { providerName } from "../words/names.js";

const many = (n: number, one: string) => `${count(n)} ${n === 1 ? one : `${one}s`}`;
/** A system that stands on two boards is one. */
const systemsIn = (rows: RequestRow[]) =>
  new Set(rows.map((r) => `${r.provider}\n${r.model}`)).size;
/** A workload from one place, whoever answered: a simulated board beside a real one is no other place. */
const placeOf = (b: Board) => b.group.id.replace(/_simulated$/, "");

/** The line above the heading. Place and days are told where one workload from one place is all there is. */
export function kickerHtml(
  rows: RequestRow[],
  boards: Board[],
  chosen: readonly Chosen[] = [],
): string {
  if (!rows.length) return chosen.length ? "No run that this board chose" : "No run yet";
  const real = rows.filter((r) => !r.simulated);
  const simulated = requestsIn(rows) - requestsIn(real);
  const groups = new Set(boards.map(placeOf));
  const only = boards[0].group;
  return [
    real.length
      ? `${many(requestsIn(real), "request")} to ${many(systemsIn(real), "system")}`
      : `No real run here · ${many(simulated, "simulated request")}`,
    ...(real.length && simulated ? [`${count(simulated)} simulated beside them`] : []),
    ...(groups.size === 1
      ? [escapeHtml(only.label), only.days || "at an unknown date"]
      : [`${groups.size} workloads or places, each in tables of its own`]),
  ].join(" · ");
}

/** What the boards show of the store and why, as their publisher chose it; nothing where nothing is chosen. */
export const chosenHtml = (chosen: readonly Chosen[]): string =>
  chosen.length
    ? `<p class="cap chosen" id="chosen"><b>What its publisher chose for this board:</b> ${
      chosen.map(choiceHtml).join(" ")
    }</p>`
    : "";

const classOf = (i: number) => `with-${i}`;

/** What a reader must know of the boards of one harness, place or kind; `boards` are those it is true of. */
interface Note {
  boards: Board[];
  html: string;
}

const providersIn = (rows: RequestRow[]) => {
  const names = [...new Set(rows.map((r) => escapeHtml(providerName(r.provider))))];
  return names.length ? ` (${names.join(", ")})` : "";
};

function ofLlmperf(boards: Board[], rows: RequestRow[]): Note[] {
  const old = boards.filter((b) => b.llmperf);
  if (!old.length) return [];
  const own = rows.filter((r) => old.some((b) => b.id === r.board));
  const days = new Set(own.map((r) => r.run_day)).size;
  const limited = own.filter((r) => r.error_class === "rate_limited");
  const refused = requestsIn(limited);
  const short = own.filter((r) => r.short);
  const shorts = requestsIn(short);
  return [
    `<b>One run each${
      days > 1 ? ", on different days" : ""
    }.</b> These runs of LLMPerf were made one ${
      days > 1 ? `after the other, on ${days} days` : "after the other"
    }. Targets of one run of this workspace can take turns within the hour; those did not.`,
    `<b>Failures are drawn, and counted.</b> ${many(refused, "request")} ${
      refused === 1 ? "was" : "were"
    } refused for their rate${providersIn(limited)}; ${many(shorts, "answer")} ${
      shorts === 1 ? "was" : "were"
    } short of the tokens asked for${providersIn(short)}.`,
    "<b>Prompt lengths are nominal.</b> LLMPerf built these prompts by another tokenizer's count " +
    "and cut them by characters.",
  ].map((html) => ({ boards: old, html }));
}

function ofPlaces(boards: Board[], rows: RequestRow[]): Note[] {
  const sentFrom = (b: Board) =>
    rows.find((r) => r.board === b.id)!.location as string | null | undefined;
  const real = boards.filter((b) => !b.simulated);
  return [...Map.groupBy(real, (b) => sentFrom(b) ?? "")].map(([place, own]) => ({
    boards: own,
    html: `<b>One place.</b> Every time holds the way from where the requests were sent${
      place ? ` (${escapeHtml(place)})` : ", which these runs do not name"
    }. Another region gives other numbers.`,
  }));
}

function ofSimulated(boards: Board[]): Note[] {
  const own = boards.filter((b) => b.simulated);
  return own.length
    ? [{
      boards: own,
      html: "<b>Simulated.</b> These answers came from a simulator: they show what the harness " +
        "measures, and say nothing of any provider.",
    }]
    : [];
}

/** A list of what to know before a number is quoted. */
export function notesHtml(rows: RequestRow[], boards: Board[]): string {
  const notes = [
    ...ofSimulated(boards),
    ...ofLlmperf(boards, rows),
    ...ofPlaces(boards, rows),
  ];
  const items = notes.map(({ html }, i) => `<li class="${classOf(i)}">${html}</li>`).join("");
  return `<style>${
    notes.map((n, i) => shownWith(classOf(i), n.boards, "list-item")).join("")
  }</style><ul>${items}` +
    "<li><b>TTFT and decode trade off.</b> Who holds the first tokens back looks slow to start and " +
    "fast to stream. Throughput end to end does not care.</li>" +
    "<li><b>It says what each service did, not why.</b> Hardware, batching and load behind an " +
    "endpoint are unknown.</li></ul>";
}

/** Runs, and targets of runs, that are kept and left out, each with its reason. */
export function invalidHtml(runs: LeftOut[]): string {
  if (!runs.length) return "";
  const shown = runs.slice(0, 5).map((r) =>
    `${r.target === null ? "" : `${escapeHtml(r.target)} of `}<a href="${
      runHref(r.run_id) ?? pageHref("data")
    }"><code>${escapeHtml(r.run_id)}</code></a> (${escapeHtml(r.invalid)})`
  );
  const targets = runs.filter((r) => r.target !== null).length;
  const counts = [[runs.length - targets, "run"], [targets, "target"]] as const;
  const named = counts.flatMap(([n, what]) =>
    n ? [`${n} invalid ${what}${n === 1 ? "" : "s"}`] : []
  );
  return `<p class="cap invalid"><b>${named.join(" and ")} ${
    runs.length === 1 ? "is" : "are"
  } kept and left out of every ranking:</b> ${shown.join(", ")}${
    runs.length > 5 ? ` and ${runs.length - 5} more` : ""
  }.</p>`;
}
