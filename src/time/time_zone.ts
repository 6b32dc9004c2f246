/** Hours of UTC in a reader's zone. A whole UTC hour that begins at half past there stands at the hour it begins in. */

/** From this UTC hour on, clocks are so many minutes ahead of UTC. */
export interface Offset {
  from: string;
  minutes: number;
}
/** A UTC hour as the zone's clocks and calendar have it; Monday is 1. */
export interface Local {
  day: string;
  hour: number;
  weekday: number;
}

/** A zone's name, if clocks can be read there. */
export function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en-US", { timeZone: zone }));
  } catch {
    return false;
  }
}

const instantOf = (hour: string): number => Date.parse(`${hour}:00:00Z`);

function clock(zone: string): (at: number) => number {
  const fields = ["year", "month", "day", "hour", "minute"] as const;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    ...Object.fromEntries(fields.map((field) => [field, "numeric"])),
  });
  return (at) => {
    const parts = format.formatToParts(at);
    const [year, month, day, hour, minute] = fields.map((field) =>
      Number(parts.find(({ type }) => type === field)!.value)
    );
    return (Date.UTC(year, month - 1, day, hour, minute) - at) / 60_000;
  };
}

/** What the zone's clocks are ahead during these UTC hours (`2026-01-05T13`), each time that it changes; in order. */
export function offsetsOf(hours: Iterable<string>, zone: string): Offset[] {
  if (zone === "utc" || !isZone(zone)) return [{ from: "", minutes: 0 }];
  const ahead = clock(zone);
  const found: Offset[] = [];
  for (const from of [...new Set(hours)].sort()) {
    const minutes = ahead(instantOf(from));
    if (found.at(-1)?.minutes !== minutes) found.push({ from, minutes });
  }
  return found.length ? found : [{ from: "", minutes: 0 }];
}

export function localOf(hour: string, offsets: Offset[]): Local {
  const { minutes } = offsets.findLast(({ from }) => from <= hour) ?? offsets[0];
  const at = new Date(instantOf(hour) + minutes * 60_000);
  return {
    day: at.toISOString().slice(0, 10),
    hour: at.getUTCHours(),
    weekday: at.getUTCDay() || 7,
  };
}

/** SQL of the zone's time of a UTC hour `utc`; without the functions for zones that a browser lacks. */
export function localSql(offsets: Offset[]): string {
  const [first, ...later] = offsets;
  const steps = later.toReversed().map(({ from, minutes }) =>
    `WHEN utc >= TIMESTAMP '${from.replace("T", " ")}:00:00' THEN ${minutes}`
  );
  const minutes = later.length
    ? `CASE ${steps.join(" ")} ELSE ${first.minutes} END`
    : first.minutes;
  return minutes ? `utc + to_minutes(${minutes})` : "utc";
}
