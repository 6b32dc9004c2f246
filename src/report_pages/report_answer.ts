/** The answer of a report, in sentences that are computed: who is ahead, who keeps the limits, what it costs. */
import { type Html, joined, markup } from "../components/row_table.js";
import { atLeast, atMost, count, ends, percentText, significant } from "../words/format.js";
import { changesHtml, costsHtml, unpricedHtml } from "./report_changes.js";
import { type Named, type NamedBoard, type Report, titleOf } from "./report_data.js";

/** "A", "A and B", "A, B and C". */
export const listed = (names: string[], last = "and"): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1)}`;

/** A median with its interval and unit, as text. */
export function medianText(system: Named, metric: string, unit: string): string {
  const { median, interval } = system.measures[metric];
  if (median === null) return "no value";
  return `${significant(median)} ${unit}${interval ? ` (${ends(median, interval)})` : ""}`;
}

/** Who is ahead by the report's metric. */
function aheadHtml({ systems }: NamedBoard, report: Report): Html {
  const info = report.metrics.find((m) => m.name === report.definition.metric)!;
  const extreme = `${
    info.better === "lower" ? "lowest" : "highest"
  } median ${info.label.toLowerCase()}`;
  const ranked = systems.filter((s) => s.measures[info.name].rank !== null);
  if (ranked.length === 0) {
    return markup`<b>These requests rank nobody by ${info.label.toLowerCase()}:</b> ${
      systems[0]?.below[0] ?? "there are none"
    }.`;
  }
  if (systems.length === 1) {
    return markup`<b>${ranked[0].label}: ${
      medianText(ranked[0], info.name, info.unit)
    }</b> median ${info.label.toLowerCase()}, of ${
      count(ranked[0].measures[info.name].n)
    } succeeded requests.`;
  }
  const among = ranked.length < systems.length
    ? ` of the ${count(ranked.length)} of ${count(systems.length)} systems that can be ranked`
    : "";
  const first = ranked.filter((s) => s.measures[info.name].rank![0] === 1);
  const shown = first.map((s) =>
    `${s.label} ${medianText(s, info.name, info.unit)}, n ${count(s.measures[info.name].n)}`
  ).join("; ");
  if (first.length > 1) {
    return markup`<b>${
      listed(first.map((s) => s.label), "or")
    } has the ${extreme}${among}: these requests cannot tell them apart.</b> ${shown}.`;
  }
  return markup`<b>${first[0].label} has the ${extreme}${among}.</b> ${shown}.${
    ranked.length > 1 ? nextText(ranked, info.name, info.unit) : ""
  }`;
}

function nextText(ranked: Named[], metric: string, unit: string): string {
  const [first, ...others] = ranked.map((s) => ({ s, rank: s.measures[metric].rank! }))
    .sort((a, b) => a.rank[0] - b.rank[0]);
  const next = others.filter((o) => o.rank[0] === others[0].rank[0] && o !== first);
  return ` Next: ${next.map(({ s }) => `${s.label} ${medianText(s, metric, unit)}`).join("; ")}.`;
}

/** Whether a system keeps the limits in enough of its attempts, as far as they can tell. */
export function keeps({ within }: Named, share: number): "yes" | "no" | "unsure" {
  return within.low >= share ? "yes" : within.high < share ? "no" : "unsure";
}

export const limitsText = ({ limits, share }: Report["definition"]): string =>
  `a first token within ${limits.ttft_s} s and at least ${limits.decode_tokens_per_s} tokens per second after it, in ${
    percentText(share)
  }% of the attempts`;

/** Who keeps the limits. */
function limitsHtml({ systems }: NamedBoard, { definition }: Report): Html {
  const by = Map.groupBy(systems, (s) => keeps(s, definition.share));
  const names = (own: Named[]) =>
    listed(own.map((s) => `${s.label} (${count(s.within.kept)} of ${count(s.attempts)})`));
  const parts = [
    by.has("yes") ? `kept by ${names(by.get("yes")!)}` : "surely kept by nobody",
    ...by.has("unsure") ? [`not to be told of ${names(by.get("unsure")!)}`] : [],
    ...by.has("no") ? [`missed by ${names(by.get("no")!)}`] : [],
  ];
  return markup`<b>The limits, ${limitsText(definition)}:</b> ${parts.join("; ")}.`;
}

/** Which of those that keep the limits, or else of all, costs least. */
function costHtml({ systems }: NamedBoard, { definition }: Report): Html {
  const priced = systems.filter((s) => typeof s.cost?.mean_usd === "number");
  if (!priced.length) return unpricedHtml;
  const keeping = priced.filter((s) => keeps(s, definition.share) === "yes");
  const [least] = (keeping.length ? keeping : priced)
    .toSorted((a, b) => a.cost!.mean_usd! - b.cost!.mean_usd!);
  return markup`<b>${least.label} costs least${
    keeping.length ? " of those that surely keep them" : " of all, of which none surely keeps them"
  }:</b> $${significant(1000 * least.cost!.mean_usd!)} for 1,000 requests, the mean of ${
    count(least.cost!.costed)
  }; ${count(priced.length)} of ${count(systems.length)} systems have a price.`;
}

/** Said first where a simulator answered. */
function simulatedHtml({ systems }: NamedBoard): Html[] {
  const own = systems.filter((s) => s.simulated);
  return own.length
    ? [
      markup`<p><b>Simulated:</b> ${
        own.length === systems.length ? "all of it" : listed(own.map((s) => s.label))
      }. A simulator answered, so nothing is said of a provider.</p>`,
    ]
    : [];
}

/** Runs that are named where they are not here. */
const most = 10;

/** Why there is no answer: its runs are not here, or have no request that counts. */
function nothingHtml({ missing, definition: { runs } }: Report): string {
  const why = missing.length === runs.length
    ? "None of the runs that it names is in the store that this site was built of, so there is no answer here."
    : "No request was measured in those of its runs that are in the store that this site was built of.";
  const names = missing.slice(0, most).join(", ");
  const more = missing.length - most;
  return markup`<b>${why}</b>${
    missing.length ? ` Not here: ${names}${more > 0 ? ` and ${count(more)} more` : ""}.` : ""
  }`.html;
}

/** Every board's answer. */
export function answerHtml(report: Report): string {
  if (!report.boards.length) return nothingHtml(report);
  const parts = report.boards.map((board) =>
    joined([
      ...report.boards.length > 1 ? [markup`<h3>${titleOf(board)}</h3>`] : [],
      ...simulatedHtml(board),
      ...board.changes.length ? changesHtml(board, report) : [],
      ...[
        // Runs of one system are no rivals.
        ...board.repeated ? [] : [aheadHtml(board, report)],
        limitsHtml(board, report),
        board.repeated ? costsHtml(board) : costHtml(board, report),
      ].map((part) => markup`<p>${part}</p>`),
    ])
  );
  return joined(parts).html;
}

/** "97% (≥ 94%)": a share with the end of its interval. */
export const shareText = (k: number, n: number, low: number, high: number): string =>
  n ? `${percentText(k / n)}% (${atLeast(low)}–${atMost(high)}%)` : "no attempt";
