/** Drawings whose width is the page's. */

/** Calls `draw` whenever the width of `element` has changed by more than a scroll bar's jitter. */
export function onWidth(element: HTMLElement, draw: () => void): void {
  let width = element.clientWidth;
  new ResizeObserver(() => {
    if (Math.abs(element.clientWidth - width) < 8) return;
    width = element.clientWidth;
    draw();
  }).observe(element);
}
