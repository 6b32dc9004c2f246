/** Hands on the panels: dragging across one chooses a range of its requests, a tap the nearest request. */
import { orderAt, type PanelSize, placeOf } from "../charts/outlier_panel.js";
import type { Computed } from "./outliers_select.js";
import { numberOf, type Row, type System } from "../rows/systems.js";

/** What is drawn, and the pixels of a panel. */
type View = Pick<Computed, "systems" | "m" | "domain"> & { size: PanelSize };

/** Request of a system nearest to a pixel of its panel, within 24 pixels: the reach of a finger. */
export function nearest(s: System, view: View, x: number, y: number): Row | null {
  let best: Row | null = null, distance = 24;
  s.rows.forEach((row, i) => {
    if (row.status === "ok" && !s.flags[i]) return;
    const value = row.status === "ok" ? row[view.m.name] as number : null;
    const at = placeOf(numberOf(row), value, s.last, view.domain, view.size);
    const d = Math.hypot(at.x - x, at.y - y);
    if (d < distance) [best, distance] = [row, d];
  });
  return best;
}

/** Pixels a pointer may move and still tap. */
const tapReach = 4;

/** Listens on `root`; `range` is told while dragging (`done` false) and at the end. */
export function listen(
  root: HTMLElement,
  shown: () => View | undefined,
  on: { range(key: string, from: number, to: number, done: boolean): void; tap(row: Row): void },
): void {
  let start: { s: System; x: number; box: DOMRect; pointer: number } | null = null;
  root.addEventListener("pointerdown", (event) => {
    const panel = (event.target as HTMLElement).closest<HTMLElement>(".pp");
    const key = panel?.closest<HTMLElement>("figure")?.dataset.key;
    const s = shown()?.systems.find((x) => x.key === key);
    if (!panel || !s || event.button !== 0) return;
    start = { s, x: event.clientX, box: panel.getBoundingClientRect(), pointer: event.pointerId };
    panel.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  function moved(event: PointerEvent): void {
    if (start?.pointer !== event.pointerId) return;
    const { s, x, box } = start;
    const done = event.type === "pointerup";
    if (done) start = null;
    if (Math.abs(event.clientX - x) > tapReach) {
      const [from, to] = [x, event.clientX]
        .map((at) => orderAt(at - box.left, s.last, shown()!.size)).sort((a, b) => a - b);
      on.range(s.key, from, to, done);
    } else if (done) {
      const row = nearest(s, shown()!, event.clientX - box.left, event.clientY - box.top);
      if (row) on.tap(row);
    }
  }
  root.addEventListener("pointermove", moved);
  root.addEventListener("pointerup", moved);
  root.addEventListener("pointercancel", () => (start = null));
}
