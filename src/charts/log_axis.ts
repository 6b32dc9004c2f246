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

/** Round numbers at even steps, some four of them. */
function evenly([low, high]: [number, number]): number[] {
  const rough = (high - low) / 4, decade = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((m) => m * decade >= rough)! * decade;
  const first = Math.ceil(low / step), last = Math.floor(high / step);
  return Array.from(
    { length: last - first + 1 },
    (_, i) => Number(((first + i) * step).toPrecision(9)),
  );
}

/**
 * Ticks of a log axis: 1, 2 and 5 of each decade inside the domain; of a narrow one every digit, or even steps. None
 * where the domain reaches 0, below which no decade ends.
 */
export function logTicks(domain: [number, number]): number[] {
  if (!(domain[0] > 0 && domain[1] < Infinity)) return [];
  const ticks = multiples([1, 2, 5], domain);
  if (ticks.length > 2 || domain[0] === domain[1]) return ticks;
  const digits = multiples([1, 2, 3, 4, 5, 6, 7, 8, 9], domain);
  // Between 1 and 2 of a decade there is no digit, however much of the axis that is.
  const bare = digits.length > 2 && domain[1] > 1.35 * digits[digits.length - 1];
  return digits.length > 2 && !bare ? digits : evenly(domain);
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
