/** For which times a board's numbers hold, and whether its systems met the same. */
import type { QuantileName, Standing } from "../rows/judgement.js";

const labels: Record<QuantileName, string> = {
  median: "medians",
  p25: "P25",
  p75: "P75",
  p95: "P95",
  p99: "P99",
};

/** For which times the numbers hold, and which of them need more time blocks to hold for others. */
export function reachText(standings: Standing[]): string {
  const session = standings.filter((s) => s.one_sitting).length;
  if (session) {
    const some = session < standings.length ? ` of ${session} ${session > 1 ? "rows" : "row"}` : "";
    return `The numbers${some} hold for their own session only: an interval says how well the run ` +
      "knows its own median, not what another day would give. For that a run needs ten time " +
      "blocks or more.";
  }
  const needed = new Map<number, Set<string>>();
  for (const { blocks_needed } of standings) {
    for (const [name, blocks] of Object.entries(blocks_needed)) {
      needed.set(blocks, (needed.get(blocks) ?? new Set()).add(labels[name as QuantileName]));
    }
  }
  const counts = standings.map((s) => s.blocks);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const missing = [...needed].sort(([a], [b]) => a - b).map(([blocks, names]) =>
    `${
      new Intl.ListFormat("en-GB").format(Object.values(labels).filter((l) => names.has(l)))
    } from ${blocks} blocks on`
  );
  return `Intervals are judged between time blocks (here ${
    least === most ? least : `${least} to ${most}`
  }), so medians hold for other times like those of the run${
    missing.length ? `; ${missing.join(", ")}` : ""
  }.`;
}

/** Whether the systems were measured side by side; nothing where there are no two of them. */
export function turnsText(standings: Pick<Standing, "key">[], interleaved: boolean): string {
  if (standings.length < 2) return "";
  if (interleaved) return "The systems took turns within the same time blocks.";
  const runs = new Set(standings.map((s) => s.key.split("\n")[0])).size;
  const how = runs === standings.length
    ? "It compares separate sessions"
    : runs > 1
    ? "It compares separate sessions where systems are of different runs"
    : "The systems are of one run, but did not take turns in ten time blocks";
  return `${how}: identical systems measured at different times seem to differ in 32 to 79% of cases.`;
}
