/** The axes that panels share: values beside a line of them, request numbers under a column. */
import {
  bare,
  logScale,
  orderLabels,
  orderScale,
  panelPadding,
  valueLabels,
} from "./outlier_panel.js";

/** The value axis beside a row of panels: `width` pixels of labels, as high as the panels. */
export function valueAxis(domain: [number, number], width: number, height: number): object {
  const inside = height - panelPadding.top - panelPadding.bottom;
  return {
    ...bare,
    width: 1,
    height: inside,
    padding: { left: width - 1, right: 0, top: panelPadding.top, bottom: panelPadding.bottom },
    config: { view: { stroke: null } },
    data: { values: domain.map((value) => ({ value })) },
    mark: { type: "rule", opacity: 0 },
    encoding: {
      y: {
        field: "value",
        type: "quantitative",
        title: null,
        scale: logScale(domain),
        axis: { ...valueLabels(domain), domain: false, ticks: false, grid: false },
      },
    },
  };
}

/** The axis of request numbers under a column of panels, as wide as they are. */
export function orderAxis(last: number, width: number): object {
  return {
    ...bare,
    width: width - panelPadding.left - panelPadding.right,
    height: 1,
    padding: { left: panelPadding.left, right: panelPadding.right, top: 0, bottom: 17 },
    config: { view: { stroke: null } },
    data: { values: [{ order: 1 }, { order: last }] },
    mark: { type: "rule", opacity: 0 },
    encoding: {
      x: {
        field: "order",
        type: "quantitative",
        title: null,
        scale: orderScale(last),
        axis: { ...orderLabels(last), grid: false, domain: false },
      },
    },
  };
}
