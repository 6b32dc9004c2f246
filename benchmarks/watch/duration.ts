/** Lengths of time as people write them. */

const secondsOf: Record<string, number> = { s: 1, min: 60, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Seconds of `90s`, `15min`, `1h`, `1.5h`, `5d`, `2w`; null of anything else, and of no time at all. */
export function seconds(text: string): number | null {
  const [, number, unit] = /^(\d+(?:\.\d+)?) ?(s|min|m|h|d|w)$/.exec(text.trim()) ?? [];
  const found = Number(number) * secondsOf[unit];
  return found > 0 ? found : null;
}

/** Seconds as a person would say them: the two largest units that are not zero. */
export function timeText(of: number): string {
  let left = Math.max(0, Math.round(of));
  const parts = (["d", "h", "min", "s"] as const).flatMap((unit) => {
    const n = Math.floor(left / secondsOf[unit]);
    left -= n * secondsOf[unit];
    return n ? [`${n} ${unit}`] : [];
  });
  return parts.slice(0, 2).join(" ") || "0 s";
}
