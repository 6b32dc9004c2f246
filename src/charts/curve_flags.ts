/** Names over a plot, each on a line from where its curve ends: placed so that no two lie over each other. */

/** A curve's name, and the pixel at which its line rises. */
export interface Named {
  name: string;
  at: number;
}
/** A placed name: `text` begins at pixel `left`, `level` lines above the plot, from 0. */
export interface Flag extends Named {
  text: string;
  left: number;
  level: number;
}

/** As many names as a plot has room for. */
export const mostFlags = 12;
/** Of too many curves those that bear their name: evenly over their ends, the first and the last among them. */
export function named(curves: Named[]): Named[] {
  if (curves.length <= mostFlags) return curves;
  const sorted = [...curves].sort((a, b) => a.at - b.at);
  const every = (sorted.length - 1) / (mostFlags - 1);
  return Array.from({ length: mostFlags }, (_, i) => sorted[Math.round(i * every)]);
}

/** Pixels of one level. */
export const flagStep = 15;
/** Pixels a character of 12 pixels takes at most on average, in Inter; wide scripts and signs take two. */
const charWidth = 6.8;
const longest = 26;

const widthOf = (text: string) =>
  [...text].reduce((n, c) => n + charWidth * (c.codePointAt(0)! > 0x1100 ? 1.9 : 1), 0);
/** Names without end are cut, for a plot has no room for them. */
export const cut = (name: string): string => {
  const letters = [...name];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join("")}…` : name;
};

/**
 * Names from right to left: each lies right of its line, above every line it would cross, on the lowest free level. So
 * the leftmost of a crowd hangs highest, and no line runs through a name. Near the right edge a name is moved left.
 */
export function flagsOf(curves: Named[], width: number): Flag[] {
  const placed: (Flag & { right: number })[] = [];
  for (const { name, at } of [...curves].sort((a, b) => b.at - a.at)) {
    const text = cut(name);
    const length = widthOf(text);
    const left = Math.max(0, Math.min(at - 3, width - length));
    const right = left + length + 8;
    const inWay = placed.filter((p) =>
      p.left < right && p.right > left || p.at < right && p.at > left
    );
    const level = inWay.reduce((n, p) => Math.max(n, p.level + 1), 0);
    placed.push({ name, at, text, left, level, right });
  }
  return placed.map(({ right: _, ...flag }) => flag);
}
