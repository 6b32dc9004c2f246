/** Brushes that a reader would draw, and how long page /filter takes to follow each movement of the pointer. */
import type { Page } from "playwright-core";

/** Milliseconds from a movement of the pointer. */
export interface Movement {
  /** To the frame that shows all that it changed. */
  shown: number;
  /** To the last change of each view. */
  views: Record<string, number>;
}
export interface Brushed {
  dimension: string;
  /** Pressing the pointer: what is counted ahead may not be there yet. */
  pressed: Movement;
  moved: Movement[];
}

/** Notes when the pointer moved, when each view changed last, and when everything was drawn. */
const watch = `(() => {
  if (globalThis.tbMovements) return;
  const root = document.querySelector("#filter");
  let moved = null, views = {};
  globalThis.tbMovements = [];
  for (const kind of ["pointerdown", "pointermove"]) {
    // A pointer that is not pressed brushes nothing, nor does one beside a drawing: a click on "clear" is no brush.
    root.addEventListener(kind, (event) => {
      const brushes = event.buttons && event.target.closest(".plot svg");
      if (brushes && moved === null) [moved, views] = [event.timeStamp, {}];
    }, true);
  }
  const nameOf = (node) => {
    const at = (node.nodeType === 1 ? node : node.parentElement)?.closest("figure, .sum, .lines");
    return at && (at.dataset.key ?? at.className.split(" ").at(-1));
  };
  new MutationObserver((changes) => {
    if (moved === null) return;
    const since = performance.now() - moved;
    for (const { target } of changes) {
      const name = nameOf(target);
      if (name) views[name] = since;
    }
  }).observe(root, { subtree: true, childList: true, characterData: true });
  root.addEventListener("drawn", () => {
    if (moved === null) return;
    const began = moved;
    requestAnimationFrame(() => setTimeout(() => {
      globalThis.tbMovements.push({ shown: performance.now() - began, views });
      moved = null;
    }));
  });
})()`;

/**
 * Drags over histograms; each movement is drawn before the next. `arriving`: milliseconds between the pointer's coming
 * to a drawing and its being pressed; from and to are shares of the drawing's width.
 */
export async function brushEach(
  page: Page,
  dimensions: string[],
  arriving: number,
  [from, to]: [number, number],
  steps = 15,
): Promise<Brushed[]> {
  await page.evaluate(watch);
  const all: Brushed[] = [];
  for (const dimension of dimensions) {
    const svg = page.locator(`figure[data-key=${dimension}] .plot svg`);
    await svg.scrollIntoViewIfNeeded();
    const box = (await svg.boundingBox())!;
    const y = box.y + box.height / 2;
    const timed = async (act: () => Promise<void>): Promise<Movement | null> => {
      await page.evaluate("globalThis.tbMovements = []");
      await act();
      // Within one bar nothing is to be counted.
      const seen = await page.waitForFunction("globalThis.tbMovements[0]", null, { timeout: 5_000 })
        .catch(() => null);
      return seen && await seen.jsonValue() as Movement;
    };
    // As a hand does: the pointer comes to the drawing a moment before it is pressed.
    await page.mouse.move(box.x + from * box.width, y);
    await page.waitForTimeout(arriving);
    const pressed = await timed(() => page.mouse.down());
    const moved: (Movement | null)[] = [];
    for (let step = 1; step <= steps; step++) {
      const share = from + ((to - from) * step) / steps;
      moved.push(await timed(() => page.mouse.move(box.x + share * box.width, y)));
    }
    await page.mouse.up();
    await page.waitForTimeout(300);
    all.push({ dimension, pressed: pressed!, moved: moved.filter((m) => m !== null) });
  }
  return all;
}
