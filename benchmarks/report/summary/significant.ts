/** Measured numbers as people read them. */

/** A number to three significant digits, whole from 100 on: 0.0905, 41.3, 1235. */
export function significant(value: number, digits = 3): string {
  if (value === 0) return "0";
  const size = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(digits)))));
  return value.toFixed(Math.min(20, Math.max(0, digits - 1 - size)));
}

/** An interval's ends to their median's decimals, with as many more as tell them apart: "0.206–0.292". */
export function interval(median: number, [low, high]: [number, number]): string {
  const decimals = significant(median).split(".")[1]?.length ?? 0;
  for (let more = 0; more < 4; more++) {
    const [from, to] = [low, high].map((end) => end.toFixed(decimals + more));
    if (from !== to) return `${from}–${to}`;
  }
  return `${low.toFixed(decimals)}–${high.toFixed(decimals)}`;
}
