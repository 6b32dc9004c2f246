/** /time on the committed measurements, and on runs of every hour with a planted effect. */
import assert from "node:assert/strict";
import { wholeRowsSql } from "../../../benchmarks/queries/boards.ts";
import type { Database } from "../../../benchmarks/store/duckdb.ts";
import { openStore } from "../../../benchmarks/store/views.ts";
import type { Row } from "../../../src/rows/systems.ts";
import { dateOf, modelOf, throughout } from "../../../src/rows/throughout.ts";
import { tilesOf } from "../../../src/time/time_data.ts";
import { tileLink } from "../../../src/time/time_hours.ts";
import { chosenOf, type Measured, timeDefaults } from "../../../src/time/time_state.ts";
import { timeParts } from "../../../src/time/time_view.ts";
import { inFolder } from "../../support/bench.ts";
import { hourFactor, hourlySystems, writeHourlyStore } from "../../support/stores/hourly_store.ts";
import { measuredIn } from "../../support/stores/measured_hours.ts";

async function withStore(use: (db: Database, all: Measured) => Promise<void>, folder = "data") {
  const db = await openStore(folder);
  try {
    await use(db, await measuredIn(db));
  } finally {
    db.close();
  }
}
const textOf = (html: string) => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

Deno.test("/time on the committed rows: the window, and every cell leads to exactly its requests", () =>
  withStore(async (db, all) => {
    const rows = (await db.query(wholeRowsSql("NOT l.simulated AND l.selection IS NOT NULL")))
      .rows as unknown as Row[];
    const steady = throughout(rows);
    const own = rows.filter((r) => steady.models.has(modelOf(r)) && dateOf(r) >= steady.from);
    // Counted once by a separate script over the same rows.
    assert.deepEqual([steady.models.size, own.length, steady.from, steady.to], [
      23,
      2185,
      "2024-04-19",
      "2024-05-03",
    ]);
    for (const metric of ["ttft_s", "decode_tokens_per_s"]) {
      for (const system of ["", "openai/gpt-4-turbo"]) {
        const chosen = chosenOf(all, { ...timeDefaults(all), metric, system });
        const tiles = tilesOf(chosen.cells, chosen.rowOf, chosen.local);
        assert.ok(tiles.length > 10);
        for (const tile of tiles) {
          const query = new URLSearchParams(tileLink(tile, chosen)!.split("?")[1]);
          const named = (system ? rows : own).filter((r) =>
            ["location", "provider", "model"].every((c) =>
              !query.has(c) || query.get(c) === r[c]
            ) && query.get("utc_hour") === String(r.utc_hour) && r.status === "ok"
          );
          assert.equal(query.get("throughout") ?? "", system ? "" : "1");
          assert.equal(named.length, tile.n, String(query));
        }
      }
    }
  }));

Deno.test("timeParts() computes its sentences: slower times of one day change them", () =>
  withStore(async (_, all) => {
    const parts = (rows = all.rows) => {
      const now = { ...all, rows };
      return timeParts(now, chosenOf(now, timeDefaults(now)), 1280);
    };
    const before = await parts();
    assert.match(before.find, /From Seattle the same 23 systems took 0\.73 to 1\.19 times/);
    assert.match(before.find, /Only 08:00 UTC .* 8 of the 13 hours on one only/);
    assert.match(textOf(before.effect), /claimed: 0 of 5 days with at least 12 measured hours/);
    const slower = all.rows.map((r) =>
      dateOf(r) === "2024-04-25" ? { ...r, ttft_s: (r.ttft_s as number) * 4 } : r
    );
    const after = await parts(slower);
    assert.doesNotMatch(after.find, /0\.73 to 1\.19/);
    assert.notEqual(after.hours, before.hours);
    assert.notEqual(after.days, before.days);
    assert.notEqual(after.places, before.places);
  }));

Deno.test("120 runs of every hour: the planted effect is claimed, and lies within the curve’s interval", () =>
  inFolder(async (folder) => {
    await writeHourlyStore(folder);
    await withStore(async (_, all) => {
      const own = all.judged.filter((j) => j.metric === "ttft_s");
      assert.equal(own.length, hourlySystems.length);
      for (const { line, effect } of own) {
        assert.ok(effect.claimed && effect.days === 5, line);
        const planted = hourFactor(15) - 1;
        assert.ok(effect.amplitude!.low < planted && planted < effect.amplitude!.high, line);
        const held = effect.curve.filter(({ hour, low, high }) =>
          low! <= hourFactor(hour) && hourFactor(hour) <= high!
        );
        assert.equal(effect.curve.length, 24);
        assert.ok(held.length >= 22, `${line}: the planted curve at ${held.length} of 24 hours`);
      }
      const chosen = chosenOf(all, timeDefaults(all));
      const { kicker, find, effect, days } = await timeParts(all, chosen, 1280);
      assert.match(kicker, /39,600 succeeded requests of 120 runs/);
      assert.match(find, /by the hour, 3 of 3 systems do/);
      assert.match(textOf(effect), /Acme: the hour matters, by \d+% .*slowest about 1[3-7]:00 UTC/);
      assert.match(textOf(effect), /an effect of 5% would be found in \d+% of such series/);
      assert.doesNotMatch(effect, /deno task watch/);
      assert.match(textOf(days), /ten or more were measured: 15 of 15 days/);
      // What the reader's clock says of the same hour.
      const local = chosenOf(all, { ...timeDefaults(all), zone: "Asia/Tokyo" });
      const there = textOf((await timeParts(all, local, 1280)).effect);
      assert.match(there, /Acme: the hour matters, by \d+% .*slowest about (22|23|00|01|02):00 /);
    }, folder);
  }));

Deno.test("four days of every hour, and one run: nothing is claimed, and what is missing is said", async () => {
  for (const [runs, there] of [[96, 4], [1, 0]]) {
    await inFolder(async (folder) => {
      await writeHourlyStore(folder, { runs });
      await withStore(async (_, all) => {
        const chosen = chosenOf(all, timeDefaults(all));
        const { find, effect } = await timeParts(all, chosen, 1280);
        const said = textOf(effect);
        assert.match(said, new RegExp(`nothing is claimed: ${there} of 5 days with at least 12 `));
        assert.match(said, /deno task watch hourly --every 1h --for 5d/);
        assert.doesNotMatch(said, /the hour matters/);
        assert.match(
          find,
          runs > 1 ? /by the hour, nobody can say yet/ : /Too little was measured/,
        );
      }, folder);
    });
  }
});
