/** The CSV of each figure of /time is DuckDB's answer to its SQL. */
import assert from "node:assert/strict";
import { wholeRowsSql } from "../../../benchmarks/queries/boards.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import type { Row } from "../../../src/rows/systems.ts";
import { dailyOf, placesOf } from "../../../src/time/time_data.ts";
import * as sql from "../../../src/time/time_sql.ts";
import { chosenOf, measuredOf, timeDefaults, timeMetrics } from "../../../src/time/time_state.ts";
import { assertAnswer } from "../support.ts";

Deno.test("the tables of /time are DuckDB's answers to their SQL", async () => {
  const db = await openStore("data");
  const { rows } = await db.query(wholeRowsSql("NOT l.simulated AND l.selection IS NOT NULL"));
  const all = measuredOf(rows as unknown as Row[]);
  const states = [
    {},
    { zone: "local", systems: [...all.steady.models].slice(0, 3).join("~") },
    { models: "one" },
  ];
  for (const given of states) {
    for (const { name: metric, better } of timeMetrics) {
      const chosen = chosenOf(all, { ...timeDefaults(all), metric, ...given });
      const { ratios, state, out } = chosen;
      const hours = sql.hoursTable(ratios, all.regions);
      await assertAnswer(db, sql.hoursSql(all, chosen), hours);
      assert.ok(hours.rows.length > 0);
      await assertAnswer(db, sql.daysSql(all, chosen), sql.daysTable(dailyOf(ratios)));
      const places = placesOf(all.rows, state.place, metric, better)
        .filter((p) => !out.has(`${p.provider}/${state.place}`));
      const models = places.map((p) => `${p.provider}/${state.place}`);
      await assertAnswer(db, sql.placesSql(all, metric, models), sql.placesTable(places));
    }
  }
  db.close();
});
