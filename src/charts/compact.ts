/** Makes a drawing of many marks small enough to be baked into a page. */

const decimals = (number: string) => String(Number(Number(number).toFixed(2)));

/**
 * Joins the point marks of one drawing into one path: a request costs some 10 bytes instead of 150. What is left has
 * two decimals.
 */
export function compact(svg: string): string {
  return svg
    .replace(/ aria-roledescription="[^"]*"| aria-label="[^"]*"| role="[^"]*"/g, "")
    .replace(/-?\d{1,15}\.\d{3,}/g, decimals)
    .replace(/<g class="mark-symbol[^"]*"[^>]*>(.*?)<\/g>/gs, (all, inner: string) => {
      const marks = [
        ...inner.matchAll(/<path transform="translate\(([-\d.]+),([-\d.]+)\)" d="[^"]*"([^>]*)>/g),
      ];
      if (marks.length < 3) return all;
      const color = /fill="([^"]+)"/.exec(marks[0][3])?.[1] ?? "currentColor";
      const d = marks.map((m) => `M${Number(m[1]).toFixed(1)},${Number(m[2]).toFixed(1)}h0`).join(
        "",
      );
      return `<path d="${d}" fill="none" stroke="${color}" stroke-width="3.4" ` +
        'stroke-linecap="round" stroke-opacity="var(--tb-request-opacity)"/>';
    });
}

/** One of Vega's circles that is filled and has no stroke. */
const circle = new RegExp(
  [
    /<path transform="translate\(([-\d.e]+),([-\d.e]+)\)" d="M([\d.]+),0A[^"]*"/,
    /( fill="[^"]*")? stroke-width="2"( opacity="[\d.]+")?\/>/,
  ].map((part) => part.source).join(""),
  "g",
);

/**
 * Writes groups of many equal circles as points of a round pen, which look the same: 30 bytes each instead of 180, to a
 * hundredth of a pixel.
 */
export const compactDots = (svg: string): string =>
  svg.replace(/<g class="mark-symbol ([^"]*)">(.*?)<\/g>/gs, (all, name: string, inner: string) => {
    const found = [...inner.matchAll(circle)];
    const [first, ...others] = found.map(([, , , radius, ...look]) => [radius, ...look].join());
    const equal = found.map(([path]) => path).join("") === inner &&
      others.every((other) => other === first);
    if (found.length < 3 || !equal) return all;
    const [, , , radius, fill = "", opacity = ""] = found[0];
    const points = found.map(([, x, y]) => `<path d="M${decimals(x)},${decimals(y)}h0"/>`);
    return `<g class="mark-symbol ${name}"${fill.replace("fill", "stroke")}${
      opacity.replace("opacity", "stroke-opacity")
    } stroke-width="${2 * Number(radius)}" stroke-linecap="round">${points.join("")}</g>`;
  });

/** A drawing without words: those that have some are read. */
const drawing = /(<svg [^>]*>)((?:(?!<\/?svg|<text)[^])*)(<\/svg>)/g;
/** Letters from which on a drawing is worth its own place. */
const fewLetters = 150;

/**
 * Takes drawings that stand in several of the `parts` of a page out of them: each is in `shared` once, which must stand
 * on the page, and `parts` have it from there. `name` begins their ids.
 */
export function shareDrawings(
  parts: string[],
  name: string,
): { parts: string[]; shared: string } {
  const times = new Map<string, number>();
  for (const part of parts) {
    for (const [, , inner] of part.matchAll(drawing)) times.set(inner, (times.get(inner) ?? 0) + 1);
  }
  const several = [...times].filter(([inner, n]) => n > 1 && inner.length > fewLetters);
  const ids = new Map(several.map(([inner], i) => [inner, `${name}-${i}`]));
  const drawn = several.map(([inner]) => `<g id="${ids.get(inner)}">${inner}</g>`).join("");
  return {
    parts: parts.map((part) =>
      part.replace(
        drawing,
        (whole, start: string, inner: string, end: string) =>
          ids.has(inner) ? `${start}<use href="#${ids.get(inner)}"/>${end}` : whole,
      )
    ),
    shared: drawn && `<svg style="display:none" aria-hidden="true"><defs>${drawn}</defs></svg>`,
  };
}
