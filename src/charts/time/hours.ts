/** A heat map of hours by row, for a file; the page has a table of links. */

export interface HourTile {
  row: string;
  hour: number;
  /** CSS colour; null where there is no value. */
  color: string | null;
  /** The value, and below it what it rests on. */
  value: string;
  below: string;
}

/** `rows` from the top down; `width` in pixels. */
export function hours(tiles: HourTile[], rows: string[], width: number): object {
  const names = Array.from({ length: 24 }, (_, hour) => hour);
  const text = { labelFont: "Inter", labelFontSize: 11, labelColor: "var(--tb-muted)" };
  const axis = { ...text, domain: false, ticks: false };
  const x = {
    ...{ field: "hour", type: "ordinal", scale: { domain: names, padding: 0.06 }, title: null },
    axis: { ...axis, orient: "top", labelAngle: 0 },
  };
  const y = {
    ...{ field: "row", type: "ordinal", scale: { domain: rows, padding: 0.06 }, title: null },
    axis,
  };
  const words = (field: string, dy: number, mark: object) => ({
    data: { values: tiles },
    mark: { type: "text", font: "Inter", fontSize: 10, dy, color: "var(--tb-text)", ...mark },
    encoding: { x, y, text: { field } },
  });
  const rects = (values: HourTile[], mark: object, encoding: object = {}) => ({
    data: { values },
    mark: { type: "rect", cornerRadius: 3, ...mark },
    encoding: { x, y, ...encoding },
  });
  return {
    width,
    height: 56 * rows.length,
    background: "transparent",
    config: { view: { stroke: null } },
    layer: [
      rects(tiles.filter((t) => t.color), {}, { color: { field: "color", scale: null } }),
      rects(tiles.filter((t) => !t.color), {
        ...{ fill: null, stroke: "var(--tb-edge)", strokeDash: [3, 2] },
      }),
      words("value", -15, { fontWeight: 600, fontSize: 11 }),
      words("below", 1, { lineBreak: "\n", lineHeight: 13 }),
    ],
  };
}
