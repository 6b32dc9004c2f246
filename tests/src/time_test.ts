import assert from "node:assert/strict";
import { dayLabels } from "../../src/charts/days.ts";
import {
  dailyOf,
  hoursOf,
  modelsByServices,
  placesOf,
  ratiosOf,
} from "../../src/time/time_data.ts";
import type { Row } from "../../src/rows/systems.ts";
import { throughout } from "../../src/rows/throughout.ts";
import { shade } from "../../src/time/time_hours.ts";
import { placeDomain } from "../../src/time/time_places.ts";
import { knownState, measuredOf, timeDefaults } from "../../src/time/time_state.ts";

const row = (over: Record<string, unknown>): Row => ({
  status: "ok",
  phase: "measured",
  error_code: null,
  provider: "a.com",
  model: "m",
  location: "sea",
  started_at: "2024-04-19T08:00:00.000000Z",
  utc_hour: 8,
  local_hour: 1,
  ttft_s: 1,
  ...over,
});
const at = (day: number, hour = 8) => ({
  started_at: `2024-04-${day}T${String(hour).padStart(2, "0")}:00:00.000000Z`,
  utc_hour: hour,
  local_hour: (hour + 17) % 24,
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

Deno.test("ratiosOf() divides by the median of the same model from the same region", () => {
  const rows = [
    row({ ttft_s: 1 }),
    row({ ttft_s: 2 }),
    row({ ttft_s: 4 }),
    row({ ttft_s: 10, location: "iad" }),
    row({ ttft_s: 30, location: "iad" }),
    row({ ttft_s: 7, provider: "b.com" }),
    row({ ttft_s: null }),
    row({ ttft_s: 9, status: "failed" }),
  ];
  // Medians by hand: 2 from Seattle, 20 from Ashburn, 7 of b.com.
  assert.deepEqual(ratiosOf(rows, "ttft_s", false).map((r) => r.ratio), [0.5, 1, 2, 0.5, 1.5, 1]);
  assert.equal(ratiosOf(rows, "ttft_s", true)[0].hour, 1);
});

Deno.test("hoursOf() gives a value from two days on, and null for an hour nobody measured", () => {
  const ratios = [
    { region: "sea", hour: 8, date: "2024-04-19", ratio: 1 },
    { region: "sea", hour: 8, date: "2024-04-20", ratio: 2 },
    { region: "sea", hour: 9, date: "2024-04-19", ratio: 5 },
    { region: "sea", hour: 9, date: "2024-04-19", ratio: 6 },
    { region: "iad", hour: 10, date: "2024-04-19", ratio: 1 },
  ];
  const hours = hoursOf(ratios, "sea");
  assert.equal(hours.length, 24);
  assert.deepEqual(hours[8], { region: "sea", hour: 8, n: 2, days: 2, median: 1.5 });
  assert.deepEqual(hours[9], { region: "sea", hour: 9, n: 2, days: 1, median: null });
  assert.equal(hours[10], null);
});

Deno.test("dailyOf() has the type 7 quartiles of each day", () => {
  const ratios = [4, 1, 3, 2].map((ratio) => ({ region: "sea", hour: 1, date: "d", ratio }));
  // h = 3p of 1, 2, 3, 4: 1.75, 2.5, 3.25.
  assert.deepEqual(dailyOf(ratios), [
    { region: "sea", date: "d", n: 4, median: 2.5, p25: 1.75, p75: 3.25 },
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
  assert.deepEqual(found.map((p) => `${p.provider} ${p.region}`), [
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

Deno.test("knownState() replaces what the page cannot show", () => {
  const all = measuredOf([row({}), row({ provider: "b.com" })]);
  const defaults = timeDefaults(all);
  const state = { ...defaults, metric: "x", zone: "local", place: "<b>" };
  knownState(state, all);
  assert.deepEqual(state, { ...defaults, zone: "local" });
});
