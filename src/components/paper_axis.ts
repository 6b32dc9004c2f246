/** The axis in a table's head, on paper too. */

/**
 * The drawing of an axis, and its labels once more as words: a browser repeats the words of a head on every page, its
 * drawings it does not. On a screen the words are hidden, on paper the drawing.
 */
export function withPaperAxis(svg: string): string {
  const width = Number(/<svg[^>]* width="([\d.]+)"/.exec(svg)?.[1]);
  const labels = svg.matchAll(
    /<text[^>]*transform="translate\(([-\d.]+),[-\d.]+\)"[^>]*?fill="([^"]*)"[^>]*>([^<]*)<\/text>/g,
  );
  const words = [...labels].map(([, x, color, word]) =>
    `<span style="left:${(100 * Number(x) / width).toFixed(1)}%;color:${color}">${word}</span>`
  );
  return `${svg}<div class="paper" aria-hidden="true">${words.join("")}</div>`;
}
