/** /time on the committed measurements. */
import assert from "node:assert/strict";
import { wholeRowsSql } from "../../benchmarks/queries/boards.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { hoursOf, ratiosOf } from "../../src/time/time_data.ts";
import type { Row } from "../../src/rows/systems.ts";
import { dateOf, modelOf, throughout } from "../../src/rows/throughout.ts";
import { cellLink } from "../../src/time/time_hours.ts";
import { measuredOf, timeDefaults, timeMetrics } from "../../src/time/time_state.ts";
import { timeParts } from "../../src/time/time_view.ts";

const realRows = async () => {
  const db = await openStore("data");
  try {
    return (await db.query(wholeRowsSql("NOT l.simulated AND l.selection IS NOT NULL")))
      .rows as unknown as Row[];
  } finally {
    db.close();
  }
};

Deno.test("/time on the committed rows: the window, and every cell leads to exactly its measurements", async () => {
  const rows = await realRows();
  const steady = throughout(rows);
  const own = rows.filter((r) => steady.models.has(modelOf(r)) && dateOf(r) >= steady.from);
  // Counted once by a separate script over the same rows.
  assert.deepEqual([steady.models.size, own.length, steady.from, steady.to], [
    23,
    2185,
    "2024-04-19",
    "2024-05-03",
  ]);
  const defaults = timeDefaults(measuredOf(rows));
  // What /requests does with these names: equalities, those measured throughout, answers with a value.
  const named = (query: URLSearchParams) => {
    const hour = query.has("utc_hour") ? "utc_hour" : "local_hour";
    assert.deepEqual(
      [...query.keys()].sort(),
      [
        "data",
        "location",
        "metric",
        "population",
        "throughout",
        hour,
      ].sort(),
    );
    return own.filter((r) =>
      r.location === query.get("location") && String(r[hour]) === query.get(hour) &&
      r.status === "ok" && r[query.get("metric")!] !== null
    );
  };
  for (const metric of timeMetrics) {
    for (const zone of ["utc", "local"]) {
      const ratios = ratiosOf(own, metric.name, zone === "local");
      for (const cell of ["sea", "iad", "cdg"].flatMap((r) => hoursOf(ratios, r))) {
        if (!cell) continue;
        const link = cellLink(cell, metric, { ...defaults, zone });
        assert.equal(named(new URLSearchParams(link.split("?")[1])).length, cell.n, link);
      }
    }
  }
});

Deno.test("timeParts() computes its sentences: slower times of one day change them", async () => {
  const rows = await realRows();
  const state = timeDefaults(measuredOf(rows));
  const before = await timeParts(measuredOf(rows), state, 1280);
  assert.match(before.find, /From Seattle the same 23 models took 0\.75 to 1\.18 times/);
  assert.match(before.find, /Only 08:00 UTC .* 8 of the 13 hours on one only/);
  const slower = rows.map((r) =>
    dateOf(r) === "2024-04-25" ? { ...r, ttft_s: (r.ttft_s as number) * 4 } : r
  );
  const after = await timeParts(measuredOf(slower), state, 1280);
  assert.doesNotMatch(after.find, /0\.75 to 1\.18/);
  assert.notEqual(after.hours, before.hours);
  assert.notEqual(after.days, before.days);
  assert.notEqual(after.places, before.places);
});
