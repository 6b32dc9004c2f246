/** Sentence and tables of the outliers page. */
import { groupOf } from "../words/board_id.js";
import { numbers, region, table } from "../components/table.js";
import { columnDecimals } from "../words/decimals.js";
import type { Flagged } from "../rows/flag_tables.js";
import { count, escapeHtml, fixed, significant } from "../words/format.js";
import { pageHref } from "../words/links.js";
import { type Choice, numberOf, type Row, rowKey, type System } from "../rows/systems.js";
import { providerMark } from "../components/provider_marks.js";
import {
  statisticLabel,
  statisticNames,
  type Statistics,
  statisticsOf,
} from "../rows/statistics.js";
import type { Computed } from "./outliers_select.js";
import { ruleWords } from "./outliers_words.js";

type Finding = Pick<Computed, "selected" | "values" | "flagged" | "rule" | "m">;

const nothing = '<span class="null">null</span>';
/** "183×", "0.42×". */
export const times = (x: number): string => `${x >= 10 ? x.toFixed(0) : x.toFixed(2)}×`;
const statisticHeads = statisticNames.map((name) => numbers(statisticLabel(name)));

/** The answer: how many, which way, and the oddest one. */
export function findingHtml({ selected, values, flagged, rule, m }: Finding): string {
  if (!values.length) {
    return `<b>No request here has a value of this metric.</b> ${
      escapeHtml(m.label)
    } was not observed in these runs.`;
  }
  const ok = selected.filter((r) => r.status === "ok").length;
  const failed = selected.filter((r) => r.status === "failed").length;
  const high = flagged.filter((f) => f.flag.ratio > 1).length;
  const [above, below] = m.better === "higher"
    ? ["for being fast", "for being slow"]
    : m.better === "lower"
    ? ["for being slow", "for being fast"]
    : ["above their run’s median", "below it"];
  const top = flagged[0];
  const value = (x: number) => `${significant(x)}${m.unit ? ` ${m.unit}` : ""}`;
  const odd = top
    ? ` The oddest, request ${numberOf(top.row)} of ${escapeHtml(top.s.label)}, has ${
      value(top.row[m.name] as number)
    } in a run whose median is ${value((top.row[m.name] as number) / top.flag.ratio)}.`
    : "";
  const by = ruleWords(rule);
  const more = failed ? `${count(failed)} more failed` : "none failed";
  if (!top) return `<b>None of ${count(ok)} succeeded requests is flagged by ${by};</b> ${more}.`;
  return `<b>${count(flagged.length)} of ${count(ok)} succeeded requests ${
    flagged.length === 1 ? "is" : "are"
  } flagged by ${by},</b> ${count(high)} ${above} and ${
    count(flagged.length - high)
  } ${below}; ${more}.${odd}`;
}

type Decimals = Record<(typeof statisticNames)[number], number>;
function cells(st: Statistics, decimals: Decimals, other?: Statistics): string {
  const print = (s: Statistics, name: (typeof statisticNames)[number]) =>
    s[name] === null ? nothing : fixed(s[name]!, decimals[name]);
  return statisticNames.map((name) => {
    const moved = other && print(other, name) !== print(st, name);
    return `<td class="n${moved ? " moved" : ""}" data-statistic="${name}">${print(st, name)}</td>`;
  }).join("");
}

/** The eight statistics of each system; where requests are left out, a second line without them. */
export function statisticsHtml(systems: System[], m: Choice, out: Set<Row> | null): string {
  const every = systems.map((s) => statisticsOf(s.rows, m.name, m.better, "succeeded"));
  const decimals = Object.fromEntries(
    statisticNames.map((name) => [name, columnDecimals(every.map((st) => st[name]), m.digits)]),
  ) as Decimals;
  const body = systems.map((s, i) => {
    const all = every[i];
    const key = escapeHtml(s.key), label = escapeHtml(s.label);
    const line = `<tr data-key="${key}"><th scope="row">${
      providerMark(s.provider)
    }&#160;${label}</th><td>all</td><td class="n">${count(all.n)}</td>${cells(all, decimals)}</tr>`;
    const gone = out ? s.rows.filter((r) => out.has(r)).length : 0;
    if (!gone) return line;
    const kept = statisticsOf(s.rows.filter((r) => !out!.has(r)), m.name, m.better, "succeeded");
    return `${line}<tr class="wo" data-key="${key}" data-without="${gone}"><th scope="row"><span class="vh">${label}</span></th><td>without ${
      count(gone)
    }</td><td class="n">${count(kept.n)}</td>${cells(kept, decimals, all)}</tr>`;
  }).join("");
  const lines = table(["System", "Requests", numbers("n"), ...statisticHeads], body, "");
  return region("Statistics with and without", lines);
}

/** Address of one request among those of its workload. */
const openHref = (row: Row, m: Choice): string =>
  pageHref("outliers", { workload: groupOf(String(row.board)), metric: m.name, open: rowKey(row) });

/** Columns of the flagged requests beside the metric: name, heading, least decimals. */
export const besideOf = (m: Choice): [string, string, number][] =>
  ([["e2e_latency_s", "End to end, s", 2], ["output_tokens", "Output tokens", 0]] as [
    string,
    string,
    number,
  ][]).filter(([name]) => name !== m.name);

/** Flagged requests as a table, each with a link that opens it. */
export function flaggedHtml(some: Flagged[], m: Choice): string {
  const plain = (value: unknown, digits: number) =>
    value === null || value === undefined ? nothing : fixed(value as number, digits);
  const extra = besideOf(m);
  const decimals = (name: string, least: number) =>
    columnDecimals(some.map(({ row }) => row[name] as number | null), least);
  const own = decimals(m.name, m.digits);
  const others = Object.fromEntries(
    extra.map(([name, , digits]) => [name, decimals(name, digits)]),
  );
  const lines = some.map(({ s, row, flag }) => {
    const key = rowKey(row);
    return `<tr><th scope="row"><a href="${escapeHtml(openHref(row, m))}" class="open" data-open="${
      escapeHtml(key)
    }">${providerMark(s.provider)}&#160;${escapeHtml(s.label)}<span class="vh">, request ${
      numberOf(row)
    }</span></a></th><td class="n">${numberOf(row)}</td><td class="n"><b>${
      plain(row[m.name], own)
    }</b></td><td class="n">${times(flag.ratio)}</td><td class="n">${
      flag.z === null ? nothing : flag.z.toFixed(1)
    }</td><td class="fl">${
      [flag.mad && "MAD", flag.tukey && "Tukey"].filter(Boolean).join(", ")
    }</td>${
      extra.map(([name]) => `<td class="n">${plain(row[name], others[name])}</td>`).join("")
    }</tr>`;
  });
  const value = `${escapeHtml(m.label)}${m.unit ? `, ${m.unit}` : ""}`;
  const measured = ["No.", value, "to its median", "robust z"].map(numbers);
  const heads = ["System", ...measured, "Flags", ...extra.map(([, label]) => numbers(label))];
  return region("Flagged requests", table(heads, lines.join(""), "flagged"));
}
