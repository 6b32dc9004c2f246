/** A pointer over the medians: the run nearest to it says what it is, and a click opens it. */
import { chartHeight } from "./history_chart.js";
import { domainsOf } from "./history_axes.js";
import { drawingOf } from "./history_figures.js";
import { runAddress } from "./history_links.js";
import type { Chosen } from "./history_state.js";
import { pointText } from "./history_words.js";

/** Pixels around a point that are its own: the reach of a finger. */
const reach = 24;

interface Near {
  href: string;
  text: string;
  x: number;
  y: number;
}

/** The run whose point is nearest to a place in the drawing, in pixels from its frame's top left corner. */
export function nearest(chosen: Chosen, width: number, x: number, y: number): Near | null {
  const drawing = drawingOf(chosen, width);
  const { time, value } = domainsOf(drawing);
  let best: Near | null = null;
  let distance = reach;
  for (const system of chosen.shown) {
    for (const [i, point] of system.points.entries()) {
      const px = drawing.width * (point.at - time[0]) / (time[1] - time[0]);
      const py = chartHeight *
        (1 - Math.log(point.value / value[0]) / Math.log(value[1] / value[0]));
      const d = Math.hypot(px - x, py - y);
      if (d >= distance) continue;
      distance = d;
      best = {
        href: runAddress(point.row.run_id),
        text: pointText(system, i, chosen),
        x: px,
        y: py,
      };
    }
  }
  return best;
}

/** Listens on `root`; `shown` is what is drawn, and how wide. */
export function listen(
  root: HTMLElement,
  shown: () => { chosen: Chosen; width: number } | undefined,
): void {
  const at = (
    event: MouseEvent,
  ): { near: Near | null; frame: DOMRect; box: HTMLElement } | null => {
    const box = (event.target as HTMLElement).closest<HTMLElement>(".over-time [role=img]");
    const frame = box?.querySelector("svg .background")?.getBoundingClientRect();
    const drawn = shown();
    if (!box || !frame || !drawn) return null;
    const scale = frame.width / drawingOf(drawn.chosen, drawn.width).width;
    const [x, y] = [event.clientX - frame.left, event.clientY - frame.top].map((p) => p / scale);
    return { near: nearest(drawn.chosen, drawn.width, x, y), frame, box };
  };
  root.addEventListener("pointermove", (event) => {
    const found = at(event);
    const old = root.querySelector(".picked");
    if (!found?.near) return old?.remove();
    const { near, box } = found;
    const tip = old ?? document.createElement("div");
    tip.className = "picked";
    tip.textContent = near.text;
    box.style.cursor = "pointer";
    const holder = root.querySelector<HTMLElement>(".over-time")!;
    if (!old) holder.append(tip);
    const edge = holder.getBoundingClientRect();
    const left = event.clientX - edge.left;
    (tip as HTMLElement).style.cssText = `top:${event.clientY - edge.top + 16}px;${
      left > edge.width / 2 ? `right:${edge.width - left}px` : `left:${left}px`
    }`;
  });
  root.addEventListener("pointerleave", () => root.querySelector(".picked")?.remove());
  root.addEventListener("click", (event) => {
    const near = at(event)?.near;
    if (near) location.assign(near.href);
  });
}
