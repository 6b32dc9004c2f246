/** The key over a table: what each mark of a row means, drawn as in the rows. */
import { type Mark, svgOf } from "../charts/mark.js";
import type { View } from "../rows/board.js";
import { markOf } from "../components/provider_marks.js";

const drawn = (width: number, inner: string) =>
  `<svg width="${width}" height="22" aria-hidden="true">${inner}</svg>`;
const dots = [[8, 4], [22, 8], [17, 12], [34, 15], [50, 19]].map(([x, y]) => `M${x},${y}h0`).join(
  "",
);

/** How to read a row; a mark that no row of the view has is left out. */
export function keyHtml(view: View): string {
  const failures = view.systems.some((s) => s.attempted > s.succeeded);
  const [first] = view.systems;
  // Drawn as the first row is: each system has a mark of its own.
  const mark: Mark = first ? markOf(first.provider, first.rows[0]?.simulated) : markOf("anyscale");
  const items = [
    drawn(
      58,
      `<path d="${dots}" fill="none" stroke="${mark.color}" stroke-width="3.6" ` +
        `stroke-linecap="round" stroke-opacity="var(--tb-request-opacity)"/>`,
    ) + "one request; the run goes from top to bottom",
    drawn(
      58,
      `<path d="M2,11H14M44,11H56" stroke="var(--tb-box)"/>` +
        `<rect x="14.5" y="5.5" width="29" height="11" fill="none" stroke="var(--tb-box)"/>`,
    ) + "middle half, whiskers to 1.5 times it",
    view.systems.some((s) => s.standing?.interval)
      ? drawn(
        34,
        `<rect x="6" y="5" width="22" height="12" fill="${mark.color}" fill-opacity="var(--tb-interval-opacity)"/>${
          svgOf(mark, 17, 11, 4)
        }`,
      ) + "median and its 95% interval"
      : drawn(16, svgOf(mark, 8, 11, 4)) + "median",
    ...(failures
      ? [
        drawn(
          20,
          `<path d="M4,6h12M4,10h12M4,16h12" stroke="var(--tb-failed)" stroke-width="1.4"/>`,
        ) +
        "a failed request",
      ]
      : []),
  ];
  return `<div class="key rows"><span class="kt">How to read a row</span>${
    items.map((item) => `<span>${item}</span>`).join("")
  }</div>`;
}
