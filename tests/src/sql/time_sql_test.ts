/** The CSV of each figure of /time is DuckDB's answer to its SQL. */
import assert from "node:assert/strict";
import type { Database } from "../../../benchmarks/store/duckdb.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import { dailyOf, placesOf, tilesOf } from "../../../src/time/time_data.ts";
import * as sql from "../../../src/time/time_sql.ts";
import { chosenOf, timeDefaults, type TimeState } from "../../../src/time/time_state.ts";
import { inFolder } from "../../support/bench.ts";
import { writeHourlyStore } from "../../support/stores/hourly_store.ts";
import { measuredIn } from "../../support/stores/measured_hours.ts";
import { openHeld } from "../../support/pages/page_numbers.ts";
import { assertAnswer } from "../support.ts";

async function assertAnswers(db: Database, states: Partial<TimeState>[]): Promise<void> {
  const all = await measuredIn(db);
  for (const given of states) {
    const chosen = chosenOf(all, { ...timeDefaults(all), ...given });
    const { cells, rowOf, local, state, rows, metric, out } = chosen;
    const tiles = tilesOf(cells, rowOf, local);
    assert.ok(tiles.length > 0);
    await assertAnswer(db, sql.tilesSql(chosen), sql.tilesTable(tiles, chosen));
    const week = tilesOf(cells, (cell) => String(local(cell).weekday), local);
    await assertAnswer(db, sql.tilesSql(chosen, true), sql.tilesTable(week, chosen, true));
    await assertAnswer(db, sql.daysSql(chosen), sql.daysTable(dailyOf(cells, rowOf), chosen));
    await assertAnswer(db, sql.hoursSql(chosen), sql.hoursTable(chosen));
    const places = placesOf(rows, state.place, metric.name, metric.better)
      .filter((p) => !out.has(`${p.provider}/${state.place}`));
    const models = places.map((p) => `${p.provider}/${state.place}`);
    if (models.length) {
      await assertAnswer(db, sql.placesSql(chosen, models), sql.placesTable(places));
    }
  }
}

Deno.test("the tables of /time are DuckDB's answers to their SQL", async (t) => {
  await t.step("on measurements of three regions, imported", async () => {
    const db = await openHeld("data");
    await assertAnswers(db, [
      {},
      { zone: "Asia/Kolkata", systems: "openai/gpt-4-turbo~groq.com/llama3-70b-8192" },
      { metric: "decode_tokens_per_s", system: "openai/gpt-4-turbo" },
      { metric: "tpot_s", location: "cdg" },
    ]);
    db.close();
  });
  await t.step("on runs of every hour, some of them invalid", () =>
    inFolder(async (folder) => {
      await writeHourlyStore(folder, { runs: 30, invalid: [3, 20], simulated: true });
      const db = await openStore(folder);
      await assertAnswers(db, [{}, { zone: "America/St_Johns", system: "acme/tiny-70b" }]);
      db.close();
    }));
});
