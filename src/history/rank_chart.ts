/** Ranks over time: points in, a Vega-Lite specification out. Pure. */
import { shell } from "../charts/ecdf.js";
import { pointOf } from "../charts/mark.js";
import { type Drawing, momentsOf, nameLayer, timeAxis, timeDomain } from "./history_axes.js";

/** The ranks that one system can have in one run. */
export interface RankPoint {
  at: number;
  first: number;
  last: number;
}

/** Of each run a bar from the first to the last rank a system can have; `ranks` in the order of `lines`. */
export function ranks(drawing: Drawing, points: RankPoint[][]): object {
  const { lines, zone, width } = drawing;
  const most = Math.max(...points.flat().map(({ last }) => last));
  const domain = timeDomain(momentsOf(drawing));
  const x = timeAxis(domain, zone, width);
  const y = (field: string) => ({
    field,
    type: "quantitative",
    title: "rank, 1 is the best",
    scale: { domain: [most + 0.4, 0.6], nice: false, zero: false },
    axis: {
      values: Array.from({ length: most }, (_, i) => i + 1),
      format: "d",
      grid: true,
    },
  });
  const bars = points[0] ? Math.max(...points.map((own) => own.length)) : 1;
  const room = Math.max(1.2, Math.min(5, width / bars / (lines.length + 1)));
  const height = Math.min(300, 40 + 34 * most);
  const place = (rank: number) => height * (rank - 0.6) / (most - 0.2);
  const ends = lines.flatMap(({ label }, i) => {
    const end = points[i].at(-1);
    return end ? [{ label, y: place((end.first + end.last) / 2) }] : [];
  });
  return {
    ...shell(width, height),
    layer: [
      nameLayer(ends, width, height),
      ...lines.flatMap(({ mark }, i) => {
        const xOffset = (i - (lines.length - 1) / 2) * room;
        const [open, sure] = [true, false].map((is) => ({
          values: points[i].filter(({ first, last }) => first < last === is),
        }));
        return [
          {
            data: open,
            mark: { type: "rule", color: mark.color, strokeWidth: room, opacity: 0.6, xOffset },
            encoding: { x, y: y("first"), y2: { field: "last" } },
          },
          {
            data: sure,
            mark: { ...pointOf(mark, Math.max(8, Math.min(36, room * room * 3))), xOffset },
            encoding: { x, y: y("first") },
          },
        ];
      }),
    ],
  };
}
