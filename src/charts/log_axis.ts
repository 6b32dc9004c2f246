/** Domains and ticks of log axes. */

function multiples(of: number[], [low, high]: [number, number]): number[] {
  const ticks: number[] = [];
  for (let e = Math.floor(Math.log10(low)); e <= Math.ceil(Math.log10(high)); e++) {
    for (const m of of) {
      const tick = Number((m * 10 ** e).toPrecision(1));
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  }
  return ticks;
}

/** Ticks of a log axis: 1, 2 and 5 of each decade inside the domain; of a narrow one every digit. */
export function logTicks(domain: [number, number]): number[] {
  const ticks = multiples([1, 2, 5], domain);
  return ticks.length < 3 ? multiples([1, 2, 3, 4, 5, 6, 7, 8, 9], domain) : ticks;
}

/** Ticks whose labels have `room` pixels each on an axis of `width` pixels, from the low end on. */
export function labelled(
  ticks: number[],
  [low, high]: [number, number],
  width: number,
  room: number,
): number[] {
  const at = (tick: number) => width * Math.log(tick / low) / Math.log(high / low);
  let last = -Infinity;
  return ticks.filter((tick) => {
    const free = at(tick) - last >= room;
    if (free) last = at(tick);
    return free;
  });
}

/** Domain of a log axis over all rows of a table; what lies beyond is counted, see `beyond`. */
export function logDomain(values: number[], largestP95: number): [number, number] {
  const finite = values.filter((v) => v > 0 && Number.isFinite(v)).sort((a, b) => a - b);
  if (finite.length === 0) return [0.1, 10];
  const max = finite[finite.length - 1];
  const high = max > 50 * largestP95 && largestP95 > 0 ? 3 * largestP95 : max;
  return [finite[0] / 1.12, high * 1.12];
}
