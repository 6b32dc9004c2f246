/** One histogram: bars of ranges, an axis with its unit, and a brush by pointer. A node of its own. */
import { count, escapeHtml } from "../words/format.js";
import { titleOf } from "../components/metric_fields.js";
import type { Dimension } from "./bins.js";

export interface Histogram {
  node: HTMLElement;
  /** Draws how many rows each range holds, and which ranges are selected. */
  draw(counts: number[], without: number, selected: [number, number] | null): void;
}

const height = 92;
const place = (i: number, bins: number) => (100 * i) / bins;
/** An edge as it is written under the axis. */
export const edgeText = (x: number) =>
  !Number.isFinite(x) ? "more" : x >= 1000 ? `${Number((x / 1000).toPrecision(3))}k` : String(x);

/** Edges that are written under the axis: round ones, no closer than a label is wide. */
export function ticksOf({ scale }: Dimension, edges: number[]): number[] {
  const bins = edges.length - 1;
  const round = edges.flatMap((edge, i) => {
    if (!Number.isFinite(edge)) return [];
    if (scale === "hour") return edge % 6 === 0 ? [i] : [];
    const first = edge === 0 ? 1 : Number((edge / 10 ** Math.floor(Math.log10(edge))).toFixed(2));
    return scale === "linear" || [1, 2, 5].includes(first) ? [i] : [];
  });
  const least = bins / 7;
  return round.filter((i, at) =>
    at === 0 || (scale === "linear" ? i % Math.ceil(least) === 0 : true)
  ).reduce<number[]>(
    (kept, i) => !kept.length || i - kept.at(-1)! >= least ? [...kept, i] : kept,
    [],
  );
}

/** `select` hears of a range: while it is drawn, and when it is `done`; null clears it. */
export function makeHistogram(
  dimension: Dimension,
  edges: number[],
  on: {
    near(): void;
    select(range: [number, number] | null, done: boolean): void;
    type(low: string, high: string): void;
  },
): Histogram {
  const { key, label, scale } = dimension;
  const title = titleOf(dimension);
  const bins = edges.length - 1;
  const node = document.createElement("figure");
  node.className = "cross";
  node.dataset.key = key;
  const field = (name: string, words: string) =>
    `<input type="number" step="any" name="${name}" aria-label="${
      escapeHtml(`${title}, ${words}`)
    }" placeholder="${words}">`;
  node.innerHTML = `<figcaption><b>${escapeHtml(label)}</b>${
    escapeHtml(title.slice(label.length))
  }${
    scale === "log" ? ", log scale" : ""
  }<span class="most"></span></figcaption><div class="plot"><svg viewBox="0 0 100 ${height}"
  preserveAspectRatio="none" height="${height}" role="img" aria-label="${
    escapeHtml(`${label}: not counted yet`)
  }"></svg></div>
<div class="axis" aria-hidden="true">${
    ticksOf(dimension, edges).map((i) =>
      `<span${i > 0.94 * bins ? ' class="end"' : ""} style="left:${place(i, bins)}%">${
        edgeText(edges[i])
      }</span>`
    ).join("")
  }</div><div class="range">${field("low", "from")}${
    field("high", "to")
  }<button type="button" class="link" hidden>clear</button><span class="cap"></span></div>`;
  const svg = node.querySelector("svg")!;
  const [low, high] = node.querySelectorAll("input");
  const clear = node.querySelector("button")!;

  const at = (event: PointerEvent) => {
    const box = svg.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    return Math.max(0, Math.min(bins - 1, Math.floor(share * bins)));
  };
  let start: number | null = null, last = "";
  const move = (event: PointerEvent, done: boolean) => {
    if (start === null) return;
    const here = at(event);
    const range: [number, number] = [Math.min(start, here), Math.max(start, here)];
    // The same ranges again: nothing to compute.
    if (!done && last === range.join()) return;
    last = range.join();
    on.select(range, done);
  };
  svg.addEventListener("pointerenter", on.near);
  svg.addEventListener("pointerdown", (event) => {
    svg.setPointerCapture(event.pointerId);
    start = at(event);
    last = "";
    move(event, false);
  });
  svg.addEventListener("pointermove", (event) => move(event, false));
  svg.addEventListener("pointerup", (event) => {
    move(event, true);
    start = null;
  });
  svg.addEventListener("pointercancel", () => start = null);
  node.addEventListener("focusin", on.near);
  node.addEventListener("change", () => on.type(low.value, high.value));
  clear.addEventListener("click", () => on.select(null, true));

  return {
    node,
    draw(counts, without, selected) {
      const most = Math.max(1, ...counts);
      const gap = bins > 40 ? 0.15 : 0.4;
      const bars = counts.map((n, i) => {
        const tall = n ? Math.max(1.5, (n / most) * (height - 2)) : 0;
        const out = selected && (i < selected[0] || i > selected[1]);
        return `<rect x="${(place(i, bins) + gap / 2).toFixed(2)}" width="${
          (100 / bins - gap).toFixed(2)
        }" y="${(height - tall).toFixed(2)}" height="${tall.toFixed(2)}"${
          out ? ' class="out"' : ""
        }/>`;
      });
      const brush = selected
        ? `<rect class="brush" x="${place(selected[0], bins)}" width="${
          place(selected[1] + 1 - selected[0], bins)
        }" y="0" height="${height}"/>`
        : "";
      svg.innerHTML = brush + bars.join("");
      const sum = counts.reduce((all, n) => all + n, 0);
      svg.setAttribute("aria-label", `${label}: ${count(sum)} requests in ${bins} ranges`);
      const highest = `up to ${count(Math.max(0, ...counts))} requests a bar`;
      node.querySelector(".most")!.textContent = sum ? highest : "none here";
      node.querySelector(".cap")!.textContent = without ? `${count(without)} without a value` : "";
      clear.hidden = !selected;
      if (!node.contains(document.activeElement) || document.activeElement === clear) {
        low.value = selected ? String(edges[selected[0]]) : "";
        const upper = selected ? edges[selected[1] + 1] : Infinity;
        high.value = Number.isFinite(upper) ? String(upper) : "";
      }
    },
  };
}
