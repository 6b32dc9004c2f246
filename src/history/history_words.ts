/** Sentences of /history: what changed, what cannot be said yet, and what it takes. */
import { count, ends, escapeHtml, significant } from "../words/format.js";
import { pageHref } from "../words/links.js";
import { shellWord } from "../words/shell_word.js";
import { byDays, type Line } from "./history_axes.js";
import { mostPoints, type RoundGap, type System, type TargetChanges } from "./history_data.js";
import { momentText, zoneText } from "./history_moments.js";
import type { Chosen } from "./history_state.js";

type Change = TargetChanges["changes"][number];
/** A change with the system that changed. */
export interface Found {
  system: System;
  change: Change;
  /** Its number in the table, and over its mark. */
  number: number;
  from: number;
  to: number;
}

/** Every change of the systems that are shown, in order of time. */
export function foundOf({ shown, changesOf }: Chosen): Found[] {
  const found = shown.flatMap((system) => {
    const moments = new Map(system.points.map(({ row, at }) => [row.run_id, at]));
    return (changesOf(system)?.changes ?? []).map((change) => ({
      ...{ system, change, from: moments.get(change.from)!, to: moments.get(change.to)! },
    }));
  });
  return found.sort((a, b) => a.from - b.from || a.to - b.to)
    .map((f, i) => ({ ...f, number: i + 1 }));
}

/** "1.26×, 1.24 to 1.29". */
export const ratioText = ({ ratio, low, high }: Change): string =>
  `${ratio.toFixed(2)}×, ${low.toFixed(2)} to ${high.toFixed(2)}`;

/** "Time to first token" within a sentence; "TTFT" as it is. */
const inSentence = (label: string) =>
  /^[A-Z][a-z]/.test(label) ? label[0].toLowerCase() + label.slice(1) : label;

const unitOf = ({ metric }: Chosen) => metric.unit ? ` ${metric.unit}` : "";
/** "7 Jan 2026 11:13 and 12:20": the second date only where it is another. */
export function betweenText({ from, to }: Found, { state }: Chosen, and = " and "): string {
  const [a, b] = [from, to].map((at) => momentText(at, state.zone as "utc"));
  return `${a}${and}${a.slice(0, -6) === b.slice(0, -6) ? b.slice(-5) : b}`;
}

function became({ metric }: Chosen, ratio: number): string {
  if (!metric.better) return ratio > 1 ? "rose" : "fell";
  return (ratio > 1) === (metric.better === "higher") ? "became faster" : "became slower";
}

const systemsText = (n: number) => n === 1 ? "one system" : `${count(n)} systems`;

/** One change as a sentence, text. */
function changeText(found: Found, chosen: Chosen): string {
  const { change, system } = found;
  return `${system.label} ${became(chosen, change.ratio)}: median ${
    inSentence(chosen.metric.label)
  } from ${significant(change.before)} to ${significant(change.after)}${unitOf(chosen)}, ${
    change.kind === "drift" ? "bit by bit between" : "between"
  } ${betweenText(found, chosen)} (${ratioText(change)}).`;
}

/** The command that measures such runs again and again; of imported ones another workload. */
export function watchCommand({ series }: Chosen): string {
  const name = series.kind === "Imported" ? null : shellWord(series.rows.at(-1)!.config_name);
  return `deno task watch ${name ?? "quickstart"} --every 1h`;
}
const howHtml = (chosen: Chosen) =>
  `This measures every hour: <code>${escapeHtml(watchCommand(chosen))}</code>.`;

/** The answer. */
export function findingHtml(chosen: Chosen): string {
  const { shown, metric, changesOf } = chosen;
  if (!shown.length) return "<b>No system is chosen.</b>";
  const most = Math.max(...shown.map((s) => s.points.length));
  if (most === 0) {
    return `<b>No run here has a value of ${escapeHtml(inSentence(metric.label))}.</b>`;
  }
  if (most === 1) {
    const runs = new Set(shown.flatMap((s) => s.points.map(({ row }) => row.run_id))).size;
    const one = runs === 1 ? "One run shows no history." : "One run each shows no history.";
    return `<b>${one}</b> ${howHtml(chosen)}`;
  }
  const found = foundOf(chosen);
  const tested = shown.map(changesOf).filter((c) => c?.tested);
  if (!tested.length) {
    const why = shown.map(changesOf).find((c) => c?.runs === most)?.why ?? "";
    return `<b>Too few runs to say whether anything changed.</b> ${escapeHtml(why)} ${
      howHtml(chosen)
    }`;
  }
  const still = tested.filter((c) => !c!.changes.length).length;
  const others = still && found.length
    ? ` No change beyond chance in ${still === 1 ? "the other system" : `the other ${still}`}.`
    : "";
  if (!found.length) {
    return `<b>No change beyond chance in ${systemsText(tested.length)} over ${
      count(most)
    } runs.</b> How large a change such tests find, and how often, is <a href="${
      pageHref("method")
    }">tried on simulated series</a>.`;
  }
  const changed = new Set(found.map((f) => f.system)).size;
  const all = found.length === 1
    ? ""
    : `${found.length} changes that chance does not explain, in ${
      systemsText(changed)
    }. The latest: `;
  return `<b>${escapeHtml(all + changeText(found.at(-1)!, chosen))}</b>${escapeHtml(others)}`;
}

/** "1 round", "12 rounds": of several missed in a row all count. */
export function roundsText(gaps: RoundGap[]): string {
  const n = gaps.reduce((sum, { round, last_round }) => sum + last_round - round + 1, 0);
  return `${count(n)} ${n === 1 ? "round" : "rounds"}`;
}

/** What was measured, how often and when: the line above the heading, text. */
export function kickerText({ series, systems, state, invalid, gaps }: Chosen): string {
  const own = systems.flatMap((s) => s.rows);
  const runs = new Set(own.map((row) => row.run_id)).size;
  const moments = own.map((row) => row.ran_at).filter((at) => at !== null).sort();
  const [first, last] = [moments[0], moments.at(-1)]
    .map((at) => at ? momentText(new Date(at).getTime(), state.zone as "utc") : null);
  const when = first === null ? "at unknown times" : first === last ? first : `${first} to ${last}`;
  const zone = moments.length
    ? ` (${zoneText(new Date(moments.at(-1)!).getTime(), state.zone as "utc")})`
    : "";
  const left = invalid.length ? ` · ${count(invalid.length)} invalid, left out` : "";
  const missed = gaps.length ? ` · ${roundsText(gaps)} without a result` : "";
  const kind = series.kind === "Own runs" ? "" : `${series.kind.toLowerCase()} `;
  return `${count(runs)} valid ${kind}${runs === 1 ? "run" : "runs"} of ${
    systemsText(systems.length)
  }, ${when}${zone}${left}${missed}`;
}

/** A run of a system, as a pointer on it says. */
export function pointText(system: System, i: number, chosen: Chosen): string {
  const { at, value, low, high, row } = system.points[i];
  const n = count(Number(row[`${chosen.metric.name}_n`]));
  const interval = low === null || high === null ? "" : ` (${ends(value, [low, high])})`;
  return `${system.label}, ${momentText(at, chosen.state.zone as "utc")}: ${significant(value)}${
    unitOf(chosen)
  }${interval}, n ${n}${row.note ? `; ${row.note}` : ""}`;
}

/** The population of a drawing, text. */
export const scopeText = ({ series, state }: Chosen): string =>
  `${series.label}${state.location ? `, from ${state.location}` : ""}${
    series.kind === "Simulated" ? "; simulated" : ""
  }`;

/** What the drawing of the medians shows, text. */
export function mediansCaption(chosen: Chosen, lines: Line[]): string {
  const { systems, shown, invalid, gaps } = chosen;
  const points = lines.flatMap((line) => line.points);
  const drawn = byDays(lines)
    ? `By day, because a system has more than ${mostPoints} runs: the line is the median of a day’s runs, ` +
      "the band reaches from its least to its greatest run, so that none is hidden. " +
      "Click to open the nearest run. A day without a run is a gap."
    : "Point: median of a run’s succeeded requests. Bar: its 95% interval. " +
      (points.some(({ low }) => low === null) ? "Hollow: too few requests for an interval. " : "") +
      "Click a point to open its run." +
      (lines.some((line) => line.points.length > 1)
        ? " Between runs that lie more than one and a half times the usual time apart there is a gap."
        : "");
  const n = points.map(({ row }) => Number(row[`${chosen.metric.name}_n`]));
  return [
    `${scopeText(chosen)}; ${count(points.length)} medians${
      n.length ? ` of ${span(n)} requests each` : ""
    }, ${lines.map((_, i) => `${shown[i].label} ${count(lines[i].points.length)}`).join(", ")}.`,
    shown.length < systems.length ? `${shown.length} of ${systems.length} systems are chosen.` : "",
    drawn,
    invalid.length ? `×: ${count(invalid.length)} invalid, in no line.` : "",
    gaps.length ? "Grey: a round of a watch that gave no result, listed below." : "",
  ].filter(Boolean).join(" ");
}

const span = (n: number[]) => {
  const [low, high] = [Math.min(...n), Math.max(...n)];
  return low === high ? count(low) : `${count(low)} to ${count(high)}`;
};
