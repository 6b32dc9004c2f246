import assert from "node:assert/strict";
import type { HourRow, TimeSet } from "../../../benchmarks/queries/time/hours.ts";
import { metric } from "../../../benchmarks/metrics/metrics.ts";
import { dayLabels } from "../../../src/charts/time/days.ts";
import {
  cellsOf,
  dailyOf,
  modelsByServices,
  placesOf,
  tilesOf,
} from "../../../src/time/time_data.ts";
import { throughout } from "../../../src/rows/throughout.ts";
import { shade } from "../../../src/time/time_hours.ts";
import { placeDomain } from "../../../src/time/time_places.ts";
import {
  knownState,
  type Measured,
  timeDefaults,
  type TimeState,
} from "../../../src/time/time_state.ts";
import { localOf, offsetsOf } from "../../../src/time/time_zone.ts";

const row = (over: Partial<HourRow>): HourRow => ({
  set: "w",
  provider: "a.com",
  model: "m",
  location: "sea",
  started_at: "2024-04-19T08",
  n: 1,
  succeeded: 1,
  runs: 1,
  run_id: "r",
  ttft_s: 1,
  ...over,
} as HourRow);
const at = (day: number, hour = 8) => ({
  started_at: `2024-04-${day}T${String(hour).padStart(2, "0")}`,
});
const set = (over: Partial<TimeSet>): TimeSet => ({
  ...{ id: "w", label: "w", kind: "own", config: "c", runs: 1, days: 1, selected: false },
  ...{ workload: null, source: null, licence: null, caveat: null },
  ...over,
});
const measured = (rows: HourRow[], sets = [set({})]): Measured => ({
  ...{ rows, sets, judged: [], metrics: [metric("ttft_s")] },
});

Deno.test("throughout() takes the longest window up to the last day that any model filled", () => {
  const rows = [20, 21, 22].flatMap((day) =>
    ["sea", "iad"].map((location) => row({ location, ...at(day) }))
  );
  // Began on the second day; the first model fills the longer window alone.
  const late = [21, 22].flatMap((day) =>
    ["sea", "iad"].map((location) => row({ provider: "b.com", location, ...at(day) }))
  );
  // On the 19th one region only.
  const early = [row(at(19))];
  const found = throughout([...rows, ...late, ...early]);
  assert.deepEqual(found, { models: new Set(["a.com/m"]), from: "2024-04-20", to: "2024-04-22" });
  assert.equal(throughout([]).models.size, 0);
});

Deno.test("cellsOf() divides an hour by the median of the hours of the same system from the same place", () => {
  const rows = [
    row({ ttft_s: 1 }),
    row({ ttft_s: 2 }),
    row({ ttft_s: 4 }),
    row({ ttft_s: 10, location: "iad" }),
    row({ ttft_s: 30, location: "iad" }),
    row({ ttft_s: 7, provider: "b.com" }),
    row({ ttft_s: null }),
  ];
  // Medians by hand: 2 from Seattle, 20 from Ashburn, 7 of b.com.
  assert.deepEqual(cellsOf(rows, "ttft_s").map((c) => c.ratio), [0.5, 1, 2, 0.5, 1.5, 1]);
});

Deno.test("tilesOf() gives a value from two days on", () => {
  const rows = [
    row({ ...at(19), ttft_s: 1, succeeded: 3 }),
    row({ ...at(20), ttft_s: 2, succeeded: 4 }),
    row({ ...at(19, 9), ttft_s: 5 }),
    row({ ...at(19, 10), ttft_s: 1, location: "iad" }),
  ];
  const place = (location: string) => {
    const tiles = tilesOf(
      cellsOf(rows, "ttft_s"),
      (c) => c.row.location!,
      (c) => localOf(c.row.started_at, offsetsOf([], "utc")),
    );
    return tiles.filter((t) => t.row === location)
      .map(({ hour, n, days, median }) => ({ hour, n, days, median }));
  };
  // The usual of Seattle is the median of 1, 2 and 5.
  assert.deepEqual(place("sea"), [
    { hour: 8, n: 7, days: 2, median: 0.75 },
    { hour: 9, n: 1, days: 1, median: null },
  ]);
  assert.deepEqual(place("iad"), [{ hour: 10, n: 1, days: 1, median: null }]);
});

Deno.test("dailyOf() has the type 7 quartiles of each day", () => {
  const rows = [7, 1, 5, 3].map((ttft_s, i) => row({ ttft_s, ...at(19, i) }));
  // h = 3p of 1, 3, 5, 7: 2.5, 4, 5.5; over their median.
  assert.deepEqual(dailyOf(cellsOf(rows, "ttft_s"), () => "x"), [
    { row: "x", date: "2024-04-19", n: 4, median: 1, p25: 0.625, p75: 1.375 },
  ]);
});

Deno.test("shade() means the same slowness for a time and for a rate", () => {
  const cases: [number, "higher" | "lower", string][] = [
    [1, "lower", "usual"],
    [0.8, "lower", "faster-2"],
    [1.4, "lower", "slower-3"],
    [1.25, "higher", "faster-2"],
    [0.7, "higher", "slower-3"],
    [1.1, "lower", "slower-1"],
  ];
  for (const [ratio, better, name] of cases) assert.equal(shade(ratio, better), name);
});

Deno.test("placesOf() keeps providers of the last day, ordered by the middle one of their medians", () => {
  const of = (provider: string, values: number[]) =>
    ["sea", "iad", "cdg"].map((location, i) =>
      row({ provider, location, ttft_s: values[i], ...at(21) })
    );
  const rows = [...of("slow.com", [3, 5, 1]), ...of("fast.com", [2, 2.5, 9])];
  const gone = row({ provider: "gone.com", ttft_s: 0.1, ...at(20) });
  const found = placesOf([...rows, gone], "m", "ttft_s", "lower");
  assert.deepEqual(found.map((p) => `${p.provider} ${p.location}`), [
    "fast.com sea",
    "fast.com iad",
    "fast.com cdg",
    "slow.com sea",
    "slow.com iad",
    "slow.com cdg",
  ]);
  assert.equal(placesOf(rows, "m", "ttft_s", "higher")[0].provider, "slow.com");
  // Nothing lies far outside: the axis holds all, with a tenth of room.
  assert.deepEqual(placeDomain(found).map((v) => v.toFixed(3)), ["0.909", "9.900"]);
});

Deno.test("modelsByServices() counts the regions of one service once", () => {
  const rows = [
    ...["azure.westus", "azure.eastus"].map((provider) => row({ provider, model: "gpt" })),
    ...["a.com", "b.com"].map((provider) => row({ provider, model: "open" })),
  ];
  assert.deepEqual(modelsByServices(rows), [{ model: "open", services: 2, n: 2 }]);
});

Deno.test("dayLabels() puts n under each day and the month where it begins", () => {
  const daily = [{ date: "2024-04-30", n: 115, median: 1, p25: 1, p75: 1 }];
  assert.deepEqual(dayLabels(daily, ["2024-04-30", "2024-05-01"]), {
    "2024-04-30": ["30", "115", "Apr"],
    "2024-05-01": ["1", "–", "May"],
  });
});

Deno.test("knownState() replaces what the page cannot show, in the data set that is chosen", () => {
  const rows = [row({}), row({ set: "v", provider: "b.com", location: "iad" })];
  const all = measured(rows, [set({}), set({ id: "v", kind: "imported" })]);
  const known = (over: Partial<TimeState>) => {
    const state = { ...timeDefaults(all), ...over };
    knownState(state, all);
    return state;
  };
  const defaults = timeDefaults(all);
  assert.deepEqual(
    known({ metric: "x", zone: "Mars/Olympus", place: "<b>", data: "gone" }),
    defaults,
  );
  const chosen = { data: "v", system: "b.com/m", location: "iad", zone: "Asia/Kolkata" };
  assert.deepEqual(known(chosen), { ...defaults, ...chosen });
  assert.equal(known({ ...chosen, data: "w" }).system, "");
});

Deno.test("of several data sets one's own is shown first, and before one of a single day one of more", () => {
  const first = (...sets: TimeSet[]) => timeDefaults(measured([row({})], sets)).data;
  const own = set({ id: "own" });
  const simulated = set({ id: "simulated", kind: "simulated" });
  const imported = set({ id: "imported", kind: "imported", days: 19 });
  assert.equal(first(own, simulated, imported), "own");
  assert.equal(first(simulated, imported), "imported");
  assert.equal(first({ ...simulated, days: 5 }, imported), "simulated");
  assert.equal(first(simulated), "simulated");
});
