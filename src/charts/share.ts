/** A share with its interval on an axis from 0 to 100%. */
import { type Mark, pointOf } from "./mark.js";

/** Shares from 0 to 1. */
export interface Share {
  share: number;
  low: number;
  high: number;
  /** Hollow where the system is simulated. */
  mark: Mark;
}

/** The interval as a bar, the share as a dot; `width` in pixels, ends at 0 and 100%. */
export function share(given: Share, width: number): object {
  const x = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: [0, 1], range: [5, width - 5], nice: false },
    axis: null,
  });
  const y = { value: 8 };
  const layer = (mark: object, encoding: object, values: object[] = [given]) => ({
    data: { values },
    mark,
    encoding: { y, ...encoding },
  });
  return {
    width,
    height: 16,
    autosize: { type: "none" },
    padding: 0,
    config: { view: { stroke: null }, background: "transparent" },
    layer: [
      layer({ type: "rule", color: "var(--tb-line)" }, { x: x("from"), x2: { field: "to" } }, [{
        from: 0,
        to: 1,
      }]),
      layer({ type: "bar", height: 10, color: given.mark.color, opacity: 0.38 }, {
        x: x("low"),
        x2: { field: "high" },
      }),
      layer(pointOf(given.mark, 50), { x: x("share") }),
    ],
  };
}
