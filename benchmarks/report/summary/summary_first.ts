/** The first table of a summary: who, how fast, how sure, how many succeeded. */
import { leastBlocks, minBlocks } from "../../judging/floors.ts";
import { folded } from "../folded.ts";
import { interval, significant } from "./significant.ts";
import type { Summary } from "./summary.ts";
import { apartNotes, fullLabels } from "./summary_labels.ts";
import { table } from "../table.ts";

type Target = Summary["targets"][number] & { label: string };
type Metric = Target["metrics"][string];

/** The metrics of the first table; targets stand in the order of the first one's ranks. */
const headline = [
  { name: "ttft_s", column: "TTFT, s" },
  { name: "e2e_tokens_per_s", column: "tokens/s" },
] as const;

/** The table with what its numbers mean; of targets that were not timed only how many requests succeeded. */
export function firstText(summary: Summary, width: number): string[] {
  const labels = fullLabels(summary.targets);
  const targets = inOrder(summary.targets.map((t, i) => ({ ...t, label: labels[i] })));
  const timed = headline.every(({ name }) => targets.every((t) => t.metrics[name])) &&
    targets.some((t) => t.counts.succeeded > 0);
  const succeeded = (t: Target) => `${t.counts.succeeded} of ${t.counts.attempts}`;
  if (!timed) {
    return [table(["target", "succeeded"], targets.map((t) => [t.label, succeeded(t)]), width)];
  }
  const several = targets.length > 1;
  const columns = headline.flatMap(({ column }) => [
    column,
    "95% interval",
    ...(several ? ["rank"] : []),
  ]);
  const rows = targets.map((t) => [
    t.label,
    ...headline.flatMap(({ name }) => cells(t.metrics[name], several)),
    succeeded(t),
  ]);
  return [
    table(["target", ...columns, "succeeded"], rows, width, [
      ...headline.map((m) => m.column),
      "succeeded",
    ]),
    "Medians: time to the first token, and output tokens per second of a whole request.",
    ...(summary.steps ? ["Of all steps together; the table below tells them apart."] : []),
    ...[...(several ? rankNotes(targets) : []), ...reachText(targets)]
      .map((note) => folded("", note, width)),
  ];
}

/** Targets in the order of the table: board by board, the ranked ones first. */
export function inOrder<T extends Summary["targets"][number]>(targets: T[]): T[] {
  const boards = [...new Set(targets.map((t) => t.board))];
  const { name } = headline[0];
  const place = (t: T) => t.metrics[name]?.rank?.[0] ?? targets.length + 1;
  const median = (t: T) => Number(t.metrics[name]?.median ?? Infinity);
  return targets.toSorted((a, b) =>
    boards.indexOf(a.board) - boards.indexOf(b.board) || place(a) - place(b) ||
    median(a) - median(b) || 0
  );
}

function cells({ median, interval: ends, rank }: Metric, several: boolean): string[] {
  const ranks = rank === null ? "–" : rank[0] === rank[1] ? `${rank[0]}` : rank.join("–");
  return [
    typeof median === "number" ? significant(median) : "–",
    typeof median !== "number" ? "–" : ends ? interval(median, ends) : "too few",
    ...(several ? [ranks] : []),
  ];
}

function rankNotes(targets: Target[]): string[] {
  const open = targets.flatMap((t) => headline.map(({ name }) => t.metrics[name].rank))
    .find((rank) => rank && rank[0] < rank[1]);
  const [first, last] = open ?? [];
  const range = open &&
    (last! - first! === 1 ? `${first} or ${last}` : `any from ${first} to ${last}`);
  return [
    ...(range ? [`Rank ${open.join("–")}: the data cannot tell whether it is ${range}.`] : []),
    ...apartNotes(targets),
    ...unranked(targets),
  ];
}

/** Who has no rank and why; the same reasons once. */
function unranked(targets: Target[]): string[] {
  const reasons = targets.map((t) => {
    const own = headline.flatMap(({ name }) => t.metrics[name].reasons)
      // That the whole run is invalid is said once, at the end.
      .filter((why) => !why.startsWith("the run is invalid"));
    return { label: t.label, why: [...new Set(own)].join("; ") };
  }).filter(({ why }) => why !== "");
  return [...Map.groupBy(reasons, ({ why }) => why)].map(([why, of]) =>
    of.length === targets.length
      ? `No target is ranked: ${why}.`
      : `Not ranked: ${of.map(({ label }) => label).join(", ")} (${why}).`
  );
}

/** For which times the medians hold, and what is missing where it is only the run's own. */
function reachText(targets: Target[]): string[] {
  const sure = targets.filter((t) => headline.some(({ name }) => t.metrics[name].interval));
  if (!sure.length) return [];
  const blocks = Math.min(
    ...sure.flatMap((t) => headline.map(({ name }) => t.metrics[name].blocks)),
  );
  if (blocks < minBlocks) {
    return [
      `Intervals hold for this run only: ${
        blocks ? `it has ${blocks} time block${blocks === 1 ? "" : "s"}` : "it has no time blocks"
      }, other times need "blocks": ${minBlocks}.`,
    ];
  }
  return [
    `${blocks} time blocks: medians hold for times like this run's${
      blocks < leastBlocks(0.99)
        ? `; ${
          blocks < leastBlocks(0.95) ? `P90 and P95 need ${leastBlocks(0.95)} blocks, ` : ""
        }P99 needs ${leastBlocks(0.99)}`
        : ""
    }.`,
  ];
}
