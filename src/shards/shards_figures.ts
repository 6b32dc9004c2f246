/** The drawings of page `/shards/`. */
import { count } from "../words/format.js";
import { curveHtml, shapes } from "./curve.js";
import { byShards, listed, type ShardsData } from "./shards_data.js";

const machinesText = (counts: number[]) => `${listed(counts.map(count))} machines`;

/** Those of the most machines. */
const largest = <R extends { shards: number }>(rows: R[]): R[] => byShards(rows).at(-1)?.[1] ?? [];

/** Throughput that the rows give against clocks that are off. */
export function servedFigure({ clocks }: ShardsData, width: number): Promise<string> {
  const own = largest(clocks.rows.filter(({ start_by }) => start_by === "offset"));
  const [first] = own;
  return curveHtml({
    id: "shards-served",
    title: "Throughput by the rows of machines whose clocks are off",
    label: "Error of served requests per second against the standard deviation of the clocks",
    caption:
      `Simulated. Error of served requests per second, without its sign, against the truth ` +
      `of the same run, by the rows as they are and with the offsets that were found. ${
        count(first?.shards ?? 0)
      } machines, each of which begins by its clock and the offset; n = ${
        count(first?.requests ?? 0)
      } requests; a mark is the median of ${first?.drawings ?? 0} drawings of the clocks.`,
    x: "standard deviation of the clocks, s, log scale",
    y: ["error of served per second", "%, log scale"],
    series: [
      {
        name: "rows as they are",
        shape: "circle",
        points: own.map((r) => ({ x: r.skew_sd_s, y: Math.abs(r.served_off_percent) })),
      },
      {
        name: "rows with the offsets",
        shape: "square",
        points: own.map((r) => ({
          x: r.skew_sd_s,
          y: Math.abs(r.served_with_offsets_off_percent),
        })),
      },
    ],
    of: clocks,
  }, width);
}

/** What a server that all share does when machines begin by clocks that are off. */
export function waitsFigure({ clocks }: ShardsData, width: number): Promise<string> {
  const groups = byShards(clocks.rows.filter(({ start_by }) => start_by === "own clock"));
  const [first] = clocks.rows;
  return curveHtml({
    id: "shards-ttft",
    title: "Time to first token where each machine begins by its own clock",
    label: "P95 of the time to first token against the standard deviation of the clocks",
    caption:
      `Simulated. P95 of the time to first token, percent above that of one process: arrivals that were ` +
      `planned evenly come in bunches, and wait for each other. n = ${
        count(first?.requests ?? 0)
      } requests, ${machinesText(groups.map(([shards]) => shards))}; a mark is the median of ${
        first?.drawings ?? 0
      } drawings of the clocks.`,
    x: "standard deviation of the clocks, s, log scale",
    y: ["P95 of TTFT above one process", "%, log scale"],
    series: groups.map(([shards, rows], i) => ({
      name: `${count(shards)} machines`,
      shape: shapes[i % shapes.length],
      points: rows.map((r) => ({ x: r.skew_sd_s, y: r.ttft_p95_off_percent })),
    })),
    of: clocks,
  }, width);
}

/** Arrivals that are lost to machines that come late. */
export function lostFigure({ late }: ShardsData, width: number): Promise<string> {
  const own = largest(late.rows);
  const [first] = own;
  return curveHtml({
    id: "shards-late",
    title: "Arrivals that were not sent, by the share of machines that come late",
    label: "Share of arrivals lost against the share of late machines",
    caption: `Simulated. Rows that say they were not sent for a late start, of n = ${
      count(first?.requests ?? 0)
    } arrivals of ${count(first?.shards ?? 0)} machines; each late one comes ${
      Math.round(100 * (first?.late_of_run ?? 0))
    }% of the run late. A mark is the median of ${first?.drawings ?? 0} drawings of who is late.`,
    x: "machines that come late, %, log scale",
    y: ["arrivals not sent", "%, log scale"],
    series: [{
      name: `${count(first?.shards ?? 0)} machines`,
      shape: "circle",
      points: own.map((r) => ({ x: 100 * r.late_share, y: r.lost_percent })),
    }],
    of: late,
  }, width);
}

/** Time of merging and judging against the number of machines. */
export function timeFigure({ cost }: ShardsData, width: number): Promise<string> {
  return costFigure(cost, width, {
    ...{ id: "shards-seconds", title: "Processor seconds to merge and to judge" },
    y: ["processor seconds", "log scale"],
    of: [["merge", (r) => r.merge_cpu_s], ["judge", (r) => r.judge_cpu_s]],
  });
}

/** Memory of the same. */
export function memoryFigure({ cost }: ShardsData, width: number): Promise<string> {
  return costFigure(cost, width, {
    ...{ id: "shards-memory", title: "Most memory while merging and judging" },
    y: ["resident memory, MiB", "log scale"],
    of: [["merge", (r) => r.merge_mib], ["judge", (r) => r.judge_mib]],
  });
}

type Cost = ShardsData["cost"]["rows"][number];

function costFigure(cost: ShardsData["cost"], width: number, how: {
  id: string;
  title: string;
  y: string[];
  of: [name: string, value: (row: Cost) => number][];
}): Promise<string> {
  const { id, title, y } = how;
  const each = new Set(cost.rows.map(({ shards, rows }) => rows / shards));
  return curveHtml({
    ...{ id, title, y, label: `${title} against the number of machines`, of: cost },
    caption: `Simulated rows in real files: ${
      listed([...each].map(count))
    } of every machine, in one part. Measured once each, in a process of its own, on ${
      cost.rows.at(0)?.cores ?? 0
    } cores.`,
    x: "machines, log scale",
    series: how.of.map(([name, value], i) => ({
      ...{ name, shape: shapes[i] },
      points: cost.rows.map((r) => ({ x: r.shards, y: value(r) })),
    })),
  }, width);
}
